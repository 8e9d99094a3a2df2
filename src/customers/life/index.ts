export { type AccountLife, Life, type Ours, type Rhythm } from './ask.ts';
export { operations } from './operations.ts';
