export { ski, wintersOf } from './ski.ts';
export { skiTruths } from './truths.ts';
