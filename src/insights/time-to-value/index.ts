export { WaitPeopleAsk } from './ask.ts';
export { operations } from './operations.ts';
export { everyoneWaiting } from './people.ts';
export { everyoneRetaking } from './retaking.ts';
export { RetakingPeopleAsk } from './retaking-ask.ts';
export { type Bar, quantileOf } from './rhythm.ts';
