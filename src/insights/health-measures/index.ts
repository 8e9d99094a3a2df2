export {
  Colour,
  Dimension,
  Figure,
  type Lack,
  Measure,
  type MeasureKind,
  PartFigure,
  Template,
} from './ask.ts';
export {
  type HeldContract,
  heldAt,
  type Monthly,
  type Price,
  pastGrace,
  type Terms,
  type Versions,
} from './contracts.ts';
export { type Counts, countsOf, type Targets } from './counts.ts';
export { dayAt } from './days.ts';
export { leastChange } from './figures.ts';
export {
  type DimensionHealth,
  type Health,
  type Judging,
  judgingAt,
  type KnownFacts,
  knownFacts,
  matchesOf,
  type Rules,
  rulesOf,
} from './health.ts';
export type { FeatureUsed } from './measured.ts';
export { Reading } from './reading.ts';
export { type Holder, holderNamed } from './units.ts';
