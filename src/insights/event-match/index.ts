export { EventMatch, PropertyTest } from './ask.ts';
