export { keptQuestions, operations, Question } from './operations.ts';
export { personalData } from './personal-data.ts';
