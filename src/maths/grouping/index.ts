export { kMeans, type Partition, type PartitionOptions } from './k-means.ts';
export { type Points, pointsOf, standardised } from './points.ts';
export { type Distances, distancesOf, silhouette } from './silhouette.ts';
export {
  type GroupCount,
  type NoGroups,
  type TypicalGroups,
  type TypicalOptions,
  typicalGroups,
} from './typical.ts';
