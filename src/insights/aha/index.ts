export { ProgressAsk, RatePeopleAsk } from './ask.ts';
export { operations } from './operations.ts';
export { everyoneInProgress } from './progress.ts';
export { everyoneRated } from './rate.ts';
export { AhaPeopleAsk, ScanAnswer, ScanAsk, type ScanAskInput } from './scan-ask.ts';
export { everyoneScanned } from './scan-people.ts';
