export {
  type Comparison,
  type ComparisonOptions,
  compareMany,
  compareProportions,
  type Pair,
  type Verdict,
} from './compare.ts';
export { benjaminiHochberg, benjaminiYekutieli, holm } from './corrections.ts';
export { fisherExact } from './fisher.ts';
export {
  type DetectableOptions,
  detectableShare,
  neededPerGroup,
  powerOf,
  type TestStrength,
} from './power.ts';
export { type ShareTest, suitableTest, type ZTest, zTest } from './z-test.ts';
