export { attendedIn, groupSeason, type LearnedSeason, type MonthNumber, ownSeason } from './learning.ts';
export {
  lastOver,
  nextSeason,
  type Season,
  type SeasonDays,
  sameDayIn,
  seasonDays,
  seasonOn,
  wraps,
} from './season.ts';
export {
  type SeasonStanding,
  type Standing,
  type StandingAsk,
  seasonStanding,
  standings,
} from './standing.ts';
