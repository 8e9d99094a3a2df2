export { operations } from './operations.ts';
export { numberOf } from './profile.ts';
export { everyoneFound, SearchAsk } from './search.ts';
