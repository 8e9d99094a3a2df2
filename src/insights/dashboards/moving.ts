import { dateText, dayNumber, firstDayOf, isDate, periodOf } from '#src/insights/calendar/index.ts';

/** Days before the day on which a question was kept within which its dates count as reaching the present. */
const nearDays = 35;

interface Dated {
  readonly from: string;
  readonly to: string;
}

/**
 * A question whose dates have moved on by what has passed since it was kept: by whole months where they are whole
 * months, else by days. A question without dates, with dates that no calendar of ours
 * reaches, or with an `asOf` of its own, stays as it is.
 *
 * @param keptOn local day on which it was kept
 * @param today local day
 */
export function movedOn(ask: unknown, keptOn: string, today: string): unknown {
  if (!isDated(ask)) return ask;
  const [from, to] = [dayNumber(ask.from), dayNumber(ask.to)];
  const [then, now] = [dayNumber(keptOn), dayNumber(today)];
  if (!isWholeMonths(from, to))
    return { ...ask, from: dateText(from + now - then), to: dateText(to + now - then) };
  const months = monthOf(now) - monthOf(then);
  return {
    ...ask,
    from: dateText(monthStart(monthOf(from) + months)),
    to: dateText(monthStart(monthOf(to) + months + 1) - 1),
  };
}

/** True where the dates reached the days on which the question was kept: it asked of the present. */
export const asksOfPresent = (ask: unknown, keptOn: string): boolean =>
  isDated(ask) && dayNumber(ask.to) >= dayNumber(keptOn) - nearDays;

const monthOf = (day: number): number => periodOf(day, 'month', 'monday');
const monthStart = (month: number): number => firstDayOf(month, 'month', 'monday');

const isWholeMonths = (from: number, to: number): boolean =>
  monthStart(monthOf(from)) === from && monthStart(monthOf(to) + 1) === to + 1;

const isDated = (ask: unknown): ask is Dated =>
  typeof ask === 'object' &&
  ask !== null &&
  'from' in ask &&
  'to' in ask &&
  typeof ask.from === 'string' &&
  typeof ask.to === 'string' &&
  isDate(ask.from) &&
  isDate(ask.to) &&
  !('asOf' in ask && ask.asOf !== undefined);
