export {
  type ActiveReading,
  activePeriods,
  activeReading,
  countable,
  everyPeriod,
  nobody,
  seenPeriods,
  sourceOf,
  type Way,
} from './active-periods.ts';
export { type Activity, activeSaid, activityOf } from './activity.ts';
export {
  ActiveBy,
  activeByField,
  activeSaidField,
  Counted,
  type CountedBy,
  countedByField,
  DeedAsk,
  Definition,
  ValueAsk,
  whichDefinition,
} from './ask.ts';
export { comparableSought } from './comparable.ts';
export { countedBySaid, deedAsked, eventOfDeed, settledDeed, valueSentence } from './deeds.ts';
export { requireByDay, requireWholePeriod } from './finer.ts';
export { operations } from './operations.ts';
export {
  beginsOn,
  daysOf,
  periodDate,
  periodNamed,
  periodsIn,
  type Span,
  spanAsked,
  stateOf,
} from './periods.ts';
export { personalData } from './personal-data.ts';
export { tellsPresence } from './presence.ts';
export { Preview, PreviewAsk } from './preview.ts';
export { Sought, SoughtAsk, SoughtPeople, SoughtPeopleAsk } from './sought-ask.ts';
export { everyoneBehind } from './sought-people.ts';
