export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { dropTask, openTask, Task } from './tasks.ts';
