export { everyoneBehind, gridOf, peopleOf } from './adoption.ts';
export * from './ask.ts';
export { comparableAdoption } from './comparable.ts';
export { operations } from './operations.ts';
