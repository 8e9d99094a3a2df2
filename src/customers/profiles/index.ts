export { operations } from './operations.ts';
export { numberOf, oneOfBoth, WhoAsk } from './profile.ts';
export { everyoneFound, SearchAsk } from './search.ts';
export { AccountTimeline, AccountTimelineAsk, isOfAccount, TimelineAsk } from './timeline.ts';
