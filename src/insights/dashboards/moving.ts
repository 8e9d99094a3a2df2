import {
  dateText,
  dayNumber,
  firstDayOf,
  isDate,
  type Period,
  periodOf,
  type WeekStart,
} from '#src/customers/calendar/index.ts';

/** Days before the day on which a question was kept within which its dates count as reaching the present. */
const nearDays = 35;

type Held = Readonly<Record<string, unknown>>;

interface Dates {
  readonly from: string;
  readonly to: string;
}

/** What has passed since a question was kept. Local days. */
interface Since {
  readonly keptOn: string;
  readonly today: string;
  readonly weekStart: WeekStart;
}

/**
 * A question whose dates have moved on by what has passed since it was kept: by whole months or weeks where they are whole
 * months or weeks, else by days; so do those of a question within it, and of the ranges that it compares. A question
 * without dates, with dates that no calendar of ours reaches, with an `asOf` of its own, or that compares a row by its
 * date, stays as it is.
 */
export function movedOn(ask: unknown, since: Since): unknown {
  return standsStill(ask) ? ask : moved(ask, since);
}

function moved(ask: unknown, since: Since): unknown {
  if (Array.isArray(ask)) return ask.map((one) => moved(one, since));
  if (!isHeld(ask)) return ask;
  const inside = Object.entries(ask).map(([name, held]) => [
    name,
    within.has(name) ? moved(held, since) : held,
  ]);
  return { ...Object.fromEntries(inside), ...(isDated(ask) ? datesLater(ask, since) : {}) };
}

function datesLater(dates: Dates, { keptOn, today, weekStart }: Since): Dates {
  const [from, to] = [dayNumber(dates.from), dayNumber(dates.to)];
  const at = (day: number, period: Period) => periodOf(day, period, weekStart);
  const first = (at: number, period: Period) => firstDayOf(at, period, weekStart);
  const isWhole = (period: Period) =>
    first(at(from, period), period) === from && first(at(to, period) + 1, period) === to + 1;
  const period = (['month', 'week'] as const).find(isWhole) ?? 'day';
  const passed = at(dayNumber(today), period) - at(dayNumber(keptOn), period);
  return {
    from: dateText(first(at(from, period) + passed, period)),
    to: dateText(first(at(to, period) + passed + 1, period) - 1),
  };
}

/** True where the dates reached the days on which the question was kept, and it compares no ranges: it asked of the present. */
export const asksOfPresent = (ask: unknown, keptOn: string): boolean =>
  !standsStill(ask) &&
  !partsOf(ask).some(({ kind }) => kind === 'range') &&
  partsOf(ask).some((part) => isDated(part) && dayNumber(part.to) >= dayNumber(keptOn) - nearDays);

const standsStill = (ask: unknown): boolean =>
  partsOf(ask).some(({ asOf, kind }) => asOf !== undefined || kind === 'cohort');

/** Where a question holds another one, or the groups that it compares. */
const within: ReadonlySet<string> = new Set(['ask', 'question', 'arms']);

/** A question, and all that it holds which may have dates of its own. */
function partsOf(ask: unknown): Held[] {
  if (Array.isArray(ask)) return ask.flatMap(partsOf);
  if (!isHeld(ask)) return [];
  return [ask, ...Object.entries(ask).flatMap(([name, held]) => (within.has(name) ? partsOf(held) : []))];
}

const isHeld = (value: unknown): value is Held =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDated = (part: Held): part is Held & Dates =>
  typeof part.from === 'string' && typeof part.to === 'string' && isDate(part.from) && isDate(part.to);
