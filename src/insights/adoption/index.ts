export { everyoneBehind, gridOf, peopleOf } from './adoption.ts';
export * from './ask.ts';
export { operations } from './operations.ts';
