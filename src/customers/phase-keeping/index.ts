export { phaseKeeper } from './keeper.ts';
export { customersInPhase, type InPhase, livesAt } from './members.ts';
export { personalData } from './personal-data.ts';
export { livesAmong, type Reading, readingLimits } from './reading.ts';
export { movesIn, type StoredMoves, stillWatched } from './rows.ts';
export { type KeepingState, keepingState } from './state.ts';
export type { OfferLife } from './told.ts';
