export * from './ask.ts';
export { comparableLifecycle } from './comparable.ts';
export { everyoneBehind, gridOf, peopleOf } from './lifecycle.ts';
export { operations } from './operations.ts';
