import { type Counting, isOneEvent, type WhichValue } from '../../ui/deed.ts';
import { type DeclaredAsked, usualSilence } from './search.ts';

type Departure = DeclaredAsked['departure'];
type Silence = Extract<Departure, { kind: 'silence' }>;
type Days = Pick<Silence, 'from' | 'to'>;

/** Fewer days may hold no whole period of a definition: the server refuses them. */
const leastDays = { day: 1, week: 13, month: 61 } as const;

/** Silence, on the days that were asked where it was silence before. */
export const silenceOf = (before: Departure): Silence => ({ kind: 'silence', ...daysOf(before) });

/** Value that is lacking, on the days that were asked; on so many more that a definition by week or month is known in them. */
export function lackOf(value: WhichValue, definition: Counting | undefined, before: Departure): Silence {
  const { from, to } = daysOf(before);
  const least = definition === undefined || isOneEvent(definition) ? 1 : leastDays[definition.current.period];
  return { kind: 'silence', match: { value }, from, to: Math.max(to, from + least - 1) };
}

const daysOf = (before: Departure): Days =>
  before.kind === 'silence' ? { from: before.from, to: before.to } : usualSilence;
