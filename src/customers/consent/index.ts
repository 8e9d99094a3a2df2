export { consentKeeper } from './announcing.ts';
export {
  type Basis,
  type Channel,
  type Condition,
  type ConsentState,
  channels,
  type Purpose,
} from './kinds.ts';
export type { ConsentRow, StandingCell } from './of.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type Ledger, standingOf } from './rows.ts';
export type { Answer, Cell, Said } from './standing.ts';
export type { Topic } from './topics.ts';
export type { Who } from './who.ts';
