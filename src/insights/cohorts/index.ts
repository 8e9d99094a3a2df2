export { requireAsked } from './known.ts';
export { type Entrants, overlap } from './overlap.ts';
export { type Chosen, type ChosenRow, howMany, setOf, whoTheyAre } from './people.ts';
export {
  type AtLeast,
  type BreakdownAsk,
  type CohortAsk,
  type Column,
  entryDays,
  type Plan,
  rowStart,
  rowsOf,
  type Settled,
  settledReturn,
} from './plan.ts';
export type { Reading } from './reading.ts';
export { hasBegun, isOver, rollingDays, spanMs } from './spans.ts';
export {
  answered,
  readingOf,
  type Sum,
  type Tally,
  tallied,
} from './tallies.ts';
