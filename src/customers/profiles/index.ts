export { operations } from './operations.ts';
export { everyoneFound, SearchAsk } from './search.ts';
