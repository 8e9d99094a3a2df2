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
export { type Activity, activeSaid, activityOf, activityOfCount } from './activity.ts';
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
export { countedBySaid, deedAsked, eventOfDeed, settledDeed, valueSentence } from './deeds.ts';
export {
  changeDefinition,
  createDefinition,
  definitionOf,
  definitionsOf,
  makeDefault,
  restoreDefinition,
  retireDefinition,
} from './definitions.ts';
export { requireByDay, requireWholePeriod } from './finer.ts';
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
export { countsPresence, presenceWarning, tellsPresence } from './presence.ts';
export { countedWords } from './words.ts';
