export { type Repurchase, type RepurchaseAskInput, RepurchasePeopleAsk } from './ask.ts';
export { comparableRepurchase } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneBuying } from './repurchase.ts';
