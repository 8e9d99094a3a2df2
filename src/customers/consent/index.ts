export { consentKeeper } from './announcing.ts';
export {
  allTopics,
  type Basis,
  bases,
  basesFor,
  type Channel,
  type Condition,
  type ConsentState,
  channels,
  conditionsOf,
  isNo,
  type Purpose,
  purposes,
  states,
} from './kinds.ts';
export type { ConsentRow, StandingCell } from './of.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type Ledger, standingOf } from './rows.ts';
export type { Answer, Cell, Said } from './standing.ts';
export type { Topic } from './topics.ts';
