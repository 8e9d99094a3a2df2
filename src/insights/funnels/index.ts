export { gridOf } from './answer.ts';
export * from './ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
