export {
  CohortPeopleAsk,
  type Cohorts,
  type CohortsAskInput,
  type Retention,
  type RetentionAskInput,
  RetentionPeopleAsk,
  type Upsell,
  type UpsellAskInput,
  UpsellPeopleAsk,
} from './ask.ts';
export { everyoneOfCohort } from './cohorts.ts';
export { comparableStaying } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneStaying } from './retention.ts';
export { everyoneGrowing } from './upsell.ts';
