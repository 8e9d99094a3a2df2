export { CurveAnswer, CurveAsk, WaitPeopleAsk, type Waits } from './ask.ts';
export { comparableRetaking, comparableWaits } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneWaiting } from './people.ts';
export { everyoneRetaking } from './retaking.ts';
export { RetakingAnswer, RetakingAsk, RetakingPeopleAsk, type Spread } from './retaking-ask.ts';
export { type Bar, quantileOf } from './rhythm.ts';
