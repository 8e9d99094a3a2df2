export { type Asked, addAskChore, keepAsk, waitingAsks } from './asks.ts';
export {
  batchesInHand,
  type EarlierTry,
  forgetBatches,
  keepNumbers,
  refuseHalfStored,
  TryLater,
  withBatchInHand,
} from './batch-in-hand.ts';
export { type ByHandParts, carryOutAsk } from './by-hand.ts';
export type { Merge } from './identity-book.ts';
export { KnownNumbers, voidKnownNumbers } from './known-numbers.ts';
export { type HoldWait, IdentityBusy, withIdentityLock } from './lock.ts';
export {
  type MovePlace,
  moveGivenUp,
  moveRetired,
  moveWhatWaits,
  workspacesToMove,
} from './move.ts';
export { type NumberedOwners, numberOwners } from './numbers.ts';
export { operations } from './operations.ts';
export { type DeviceLink, type EventNames, type Owner, ownerOf } from './ownership.ts';
export { type IdentityFacts, type NumberOf, settleIdentities } from './settle.ts';
