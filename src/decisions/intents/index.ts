export { intentsKeeper } from './announcing.ts';
export { claimIntents, renewLeases, takeInDoubt } from './claiming.ts';
export {
  type ClaimedIntent,
  type IntentState,
  type NewIntent,
  type OriginKind,
  type Settled,
  usualInDoubt,
} from './intent.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { putIntents } from './putting.ts';
export {
  beginHandOver,
  contactsOf,
  type PastContact,
  type Report,
  reportIntents,
  type Settling,
  settleIntents,
} from './settling.ts';
