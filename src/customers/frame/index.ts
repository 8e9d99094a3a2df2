export {
  estimateOf,
  frameFields,
  Instant,
  LocalDate,
  Period,
  pageFields,
  saidFields,
  Words,
} from './ask.ts';
export { bitmapDays, bitmapDaysOf, givenUpNumbers, hasBitmaps, lastDayIsCut } from './bitmap-days.ts';
export { dayLists, oftenEnough } from './day-lists.ts';
export { type Days, eventRows, eventsOf, eventsTelling, int, liesWithin, moment } from './event-rows.ts';
export {
  daysAsked,
  type Engines,
  type Frame,
  type FrameAsk,
  framed,
  limits,
  mostPeriods,
  requireFewPeriods,
  saidOf,
} from './frame.ts';
export { inOrder, inOrderOfMessages, sortedCodes, type Telling, tiedByMessage } from './in-order.ts';
export {
  asMembers,
  badCursor,
  everyoneIn,
  keyIn,
  keyTypes,
  listedBy,
  type PeopleBehind,
  PeoplePage,
  peoplePage,
  shown,
  type UnitKey,
  unitNamed,
} from './people.ts';
export { type ToldShare, toldShare } from './told-share.ts';
