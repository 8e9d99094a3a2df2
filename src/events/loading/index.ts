export { instant, type TimedEvent } from './door-row.ts';
export type { Logger } from './held-parts.ts';
export { type LoadingParts, type LoadPlace, loadEvents } from './load.ts';
export { type Loader, promisedMs, startLoader } from './loader.ts';
export { operations } from './operations.ts';
export type { Outcome } from './outcome.ts';
export {
  type RebuildParts,
  rebuildDerived,
  removeNumbers,
  sweepDerived,
  workspacesToRebuild,
} from './rebuild.ts';
export { RecentIds } from './recent-ids.ts';
export { entryOf, type KeptAside, refuseBesideCut, replayBatch } from './replays.ts';
export type { InternalRule } from './traffic.ts';
