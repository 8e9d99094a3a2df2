export * from './ask.ts';
export { boardOf, everyoneBehind, peopleOf } from './board.ts';
export { comparablePhases } from './comparable.ts';
export { falseAlarmsOf } from './false-alarms.ts';
export { operations } from './operations.ts';
export { warningsOf } from './warnings.ts';
export { moveWords } from './words.ts';
