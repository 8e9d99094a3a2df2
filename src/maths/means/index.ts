export { type BootstrapDifference, type BootstrapOptions, bootstrapDifference } from './bootstrap.ts';
export { type Moments, momentsOf } from './moments.ts';
export { detectableMean, neededForMeans, powerForMeans } from './needed.ts';
export { mannWhitney, type RankTest } from './ranks.ts';
export { type MeanDifference, type RelativeChange, relativeChange, welch } from './welch.ts';
