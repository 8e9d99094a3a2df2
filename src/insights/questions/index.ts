export { insightOperations, requireAnswerable } from './answerable.ts';
export { keptQuestions, operations, Question } from './operations.ts';
export { personalData } from './personal-data.ts';
export { pinnable } from './pinnable.ts';
