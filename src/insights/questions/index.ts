export { operations, Question } from './operations.ts';
