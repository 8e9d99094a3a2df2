export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { openTask, Task } from './tasks.ts';
