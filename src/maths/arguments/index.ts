export { requireCount, requireHits, requireInside, requireProbability } from './arguments.ts';
