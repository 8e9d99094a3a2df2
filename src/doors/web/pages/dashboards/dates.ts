import { isDate, recordOf } from '../../ui/address.ts';

interface Dates {
  readonly from: string;
  readonly to: string;
}

/**
 * Which dates the answer of a tile is of: those of its question, or of the question within it; else those that the answer
 * says it looked at, such as the last weeks. Undefined where it has none of its own: groups that are ranges of dates
 * themselves say so by their names.
 */
export function datesOf(asked: unknown, found: unknown): Dates | undefined {
  const { ask, question, arms } = recordOf(asked);
  if (Array.isArray(arms) && arms.some((arm) => recordOf(arm).kind === 'range')) return undefined;
  const places = [asked, ask, recordOf(question).ask, found];
  return places.map(rangeIn).find((dates) => dates !== undefined);
}

function rangeIn(place: unknown): Dates | undefined {
  const { from, to } = recordOf(place);
  return isDate(from) && isDate(to) ? { from, to } : undefined;
}
