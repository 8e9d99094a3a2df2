export { operations } from './operations.ts';
export { numberOf, WhoAsk } from './profile.ts';
export { everyoneFound, SearchAsk } from './search.ts';
