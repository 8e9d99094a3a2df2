export {
  type AhaDefinition,
  type Board,
  BoardAsk,
  type Progress,
  ProgressAsk,
  type Rate,
  RateAsk,
  type RateCell,
  RatePeopleAsk,
  Rule,
  type Status,
} from './ask.ts';
export { comparableRate } from './comparable.ts';
export { definitionOf, versionOf } from './definitions.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { everyoneInProgress } from './progress.ts';
export { standing } from './progress-rows.ts';
export { everyoneRated } from './rate.ts';
export {
  AhaPeopleAsk,
  type Candidate,
  type Curve,
  type CurveAnswer,
  CurveAsk,
  type Figures,
  ScanAnswer,
  ScanAsk,
  type ScanAskInput,
  type Threshold,
} from './scan-ask.ts';
export { everyoneScanned } from './scan-people.ts';
export { ruleWords } from './words.ts';
