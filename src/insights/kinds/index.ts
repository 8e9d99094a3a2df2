export { type OfferStatus, operations, statusesOf } from './of.ts';
export { kindWords, type Status, statuses, statusWords } from './words.ts';
