export { SeasonPeopleAsk, SeasonsAnswer, SeasonsAsk, type SeasonsAskInput, type SeasonWhich } from './ask.ts';
export { type Attendance, attendanceOf } from './attendance.ts';
export { comparableSeasons } from './comparable.ts';
export { expectedOf, habitBefore } from './expecting.ts';
export { operations } from './operations.ts';
export { seenBy } from './queries.ts';
export {
  basisOf,
  everyoneOfSeason,
  expectedYear,
  pastSeasons,
  readingOf,
  ruleOf,
  watchedSince,
} from './reading.ts';
export { dayWords, seasonWords } from './words.ts';
