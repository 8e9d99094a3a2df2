export { fewestGaps, fewestPeople, populationOf } from './population.ts';
export { type Gaps, heard, noGaps, type Population, RhythmLaw, unlearned } from './rhythm.ts';
