export { type AskedMerge, type ByHandParts, mergeByHand, undoMerge } from './by-hand.ts';
export type { Merge } from './identity-book.ts';
export { KnownNumbers, voidKnownNumbers } from './known-numbers.ts';
export { withIdentityLock } from './lock.ts';
export { type MovePlace, moveRetired } from './move.ts';
export { type NumberOfOwner, numbersFor } from './numbers.ts';
export { operations } from './operations.ts';
export { type DeviceLink, type EventNames, type Owner, ownerOf } from './ownership.ts';
export { type IdentityFacts, type NumberOf, settleIdentities } from './settle.ts';
