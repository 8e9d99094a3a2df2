export * from './ask.ts';
export { comparableSteps } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
export { personalData } from './personal-data.ts';
export { rankingOf } from './ranking.ts';
