export { GroupArm, GroupsAsk, type GroupsAskInput, GroupsCompared } from './ask.ts';
export { operations } from './operations.ts';
