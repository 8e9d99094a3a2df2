export { EventMatch, PropertyTest } from './ask.ts';
export { type AskedMatch, requireKnown } from './known.ts';
export { bearsName, passesTests, propertyNumber, propertyText } from './queries.ts';
