export * from './ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
export { rankingOf } from './ranking.ts';
