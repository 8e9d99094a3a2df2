export * from './ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind } from './people.ts';
