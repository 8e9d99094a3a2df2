export { type ApartAnswer, ApartAsk } from './apart-ask.ts';
export { ChurnAsk, ContractsAsk, HoldersAsk } from './ask.ts';
export { comparableSurvival } from './comparable.ts';
export { everyoneHolding } from './holders.ts';
export { operations } from './operations.ts';
export { renewalGapMs, type Spell, spellsOf, type Term } from './spells.ts';
export { unitsOf, wantedAmong } from './terms.ts';
