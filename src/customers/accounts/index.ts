export { type AccountRow, type Shown, sorts } from './ask.ts';
export { operations } from './operations.ts';
export { ownersOf } from './queries.ts';
