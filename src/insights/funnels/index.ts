export { gridOf } from './answer.ts';
export * from './ask.ts';
export { compare } from './compare.ts';
export * from './compare-ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
