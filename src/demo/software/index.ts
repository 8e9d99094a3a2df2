export { software } from './software.ts';
export { softwareTruths } from './truths.ts';
