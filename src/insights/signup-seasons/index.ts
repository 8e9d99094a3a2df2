export { SignupPeopleAsk, SignupSeasonsAnswer, SignupSeasonsAsk, type SignupSeasonsAskInput } from './ask.ts';
export { operations } from './operations.ts';
export { everyoneSignedUp } from './reading.ts';
