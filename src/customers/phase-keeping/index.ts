export { deedsOf, numbersFrom, numbersNamed, visitsOf } from './facts-rows.ts';
export { phaseKeeper } from './keeper.ts';
export { customersInPhase, type InPhase, type LivesAsk, livesAt } from './members.ts';
export { personalData } from './personal-data.ts';
export { livesAmong, standingAmong } from './reading.ts';
export { ledIn, lifeRows, movesIn, type Standing, type StoredHistory } from './rows.ts';
export { keepingState } from './state.ts';
export type { OfferLife } from './told.ts';
