export { operations } from './operations.ts';
export { AhaPeopleAsk, ScanAnswer, ScanAsk, type ScanAskInput } from './scan-ask.ts';
export { everyoneScanned } from './scan-people.ts';
