export { EventMatch, PropertyTest } from './ask.ts';
export { type AskedMatch, requireKnown } from './known.ts';
export { bearsName, eventCurrency, passesTests, propertyNumber, propertyText } from './queries.ts';
