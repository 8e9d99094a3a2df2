export * from './ask.ts';
export { boardOf, everyoneBehind, peopleOf, warningsOf } from './board.ts';
export { operations } from './operations.ts';
export { moveWords } from './words.ts';
