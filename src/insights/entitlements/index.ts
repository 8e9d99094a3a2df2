export * from './ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind } from './people.ts';
export { type PaidFeature, type Payer, payersOf } from './uses.ts';
