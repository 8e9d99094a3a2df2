export { describeGolden, describeShared, fixedRandom, type GoldenFile } from './shared-material.ts';
