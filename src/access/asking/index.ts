export { type Ask, type AskEngines, answer, type Fault, InvalidInput } from './asking.ts';
