export { operations } from './operations.ts';
export { eitherOf } from './sources.ts';
