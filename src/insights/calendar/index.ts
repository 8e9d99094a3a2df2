export {
  type DayNumber,
  dateText,
  dayNumber,
  firstDayOf,
  type KnownDays,
  knownDays,
  type Period,
  periodOf,
  startOfDay,
  type WeekStart,
} from './calendar.ts';
export { localDay, periodIn } from './queries.ts';
