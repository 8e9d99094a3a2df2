export {
  type DayNumber,
  dateText,
  dayNumber,
  earlier,
  firstDayOf,
  isDate,
  type KnownDays,
  knownDays,
  type Period,
  periodOf,
  startOfDay,
  type WeekStart,
  widestShift,
} from './calendar.ts';
export { type ClockTime, clockTime, instantOf } from './clock-time.ts';
export { firstDayIn, lastDayIn, localDay, periodIn } from './queries.ts';
