export { EventMatch, PropertyTest } from './ask.ts';
export { bearsName, passesTests, propertyNumber, propertyText } from './queries.ts';
