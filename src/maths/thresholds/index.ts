export {
  findThreshold,
  type NoThreshold,
  type ThresholdFinding,
  type TriedThreshold,
} from './find.ts';
export { atLeast, countLadder, type Half, halfOf } from './halves.ts';
export type { HalfCounts, Ladder, ScanCell, ScanOptions } from './scan.ts';
