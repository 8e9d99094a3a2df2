export { SignupPeopleAsk, SignupSeasonsAnswer, SignupSeasonsAsk, type SignupSeasonsAskInput } from './ask.ts';
export { comparableSignups } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneSignedUp } from './reading.ts';
