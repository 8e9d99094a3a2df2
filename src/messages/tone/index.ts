export {
  type Cause,
  type CauseName,
  type CauseSource,
  causeNames,
  causeSources,
  causes,
  type Family,
  type FamilyName,
  families,
  familyNames,
} from './families.ts';
export { type Decided, decided, type Finding, Override, type Rule, Verdict } from './finding.ts';
export { ToneContext, ToneMessage } from './message.ts';
export { operations } from './operations.ts';
export { checkTone } from './tone.ts';
