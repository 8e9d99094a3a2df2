export { malformedEvents } from './blemishes.ts';
export {
  type DayNumber,
  dateText,
  dayNumber,
  LocalTime,
  monthsLater,
  weekday,
  yearAndMonth,
} from './calendar.ts';
export {
  type Arriving,
  type ContractChange,
  type ContractRow,
  type ContractTerms,
  type Demo,
  type DemoEvent,
  type DemoKind,
  type DemoSettings,
  demoKinds,
  demoZone,
  type Language,
  type Making,
  type Saying,
} from './demo.ts';
export { Feed, type Who } from './feed.ts';
export { type Called, called, calledExactly, traitsOf } from './names.ts';
export { closePlace, type DemoPlace, openPlace } from './place.ts';
export { Decks, Quota, Quotas } from './quota.ts';
export { Random } from './random.ts';
export {
  type Named,
  nameOf,
  type SameLawTruth,
  type StepTruth,
  type Truth,
  thirdMonth,
} from './truth.ts';
export { cities, type DemoWords, demoWords } from './words.ts';
