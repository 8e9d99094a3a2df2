export { SeasonPeopleAsk, SeasonsAnswer, SeasonsAsk, type SeasonsAskInput, type SeasonWhich } from './ask.ts';
export { comparableSeasons } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneOfSeason } from './reading.ts';
