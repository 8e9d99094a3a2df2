export * from './ask.ts';
export { becoming, judgedAmong, type Way } from './becoming.ts';
export { comparableSteps } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
export { personalData } from './personal-data.ts';
export { comparisons, rankingOf } from './ranking.ts';
export { takesIn } from './self-evident.ts';
