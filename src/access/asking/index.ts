export { type Ask, type AskEngines, answer } from './asking.ts';
export { type Fault, fitted, InvalidInput } from './input.ts';
