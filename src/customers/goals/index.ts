export { Board, BoardAsk, Goal, Measured, Progress, Source } from './ask.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type GoalVariables, goalVariables } from './progress.ts';
export { type Stuck, stuckGoals } from './stuck.ts';
