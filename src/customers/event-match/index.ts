export { EventMatch, PropertyTest, Rule } from './ask.ts';
export { type Deed, oneEvent, type Reached } from './deed.ts';
export { type AskedMatch, askedName, requireKnown } from './known.ts';
export {
  bearsName,
  customersOwn,
  eventCurrency,
  passesTests,
  propertyNumber,
  propertyText,
} from './queries.ts';
