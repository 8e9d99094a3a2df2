export { Promised, Retention } from './ask.ts';
export { keeper } from './keeper.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type PromiseVariables, promiseVariables } from './variables.ts';
