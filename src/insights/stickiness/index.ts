export * from './ask.ts';
export { comparableActiveShare, comparableBuckets, comparableRatios } from './comparable.ts';
export { gridOf } from './grid.ts';
export { operations } from './operations.ts';
export { everyoneBehind, peopleOf } from './people.ts';
export { ratiosOf } from './ratios.ts';
export { sessionsOf } from './sessions.ts';
export { shareOf } from './share.ts';
