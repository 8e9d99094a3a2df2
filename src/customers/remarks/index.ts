export { operations, Remark } from './operations.ts';
export { personalData } from './personal-data.ts';
