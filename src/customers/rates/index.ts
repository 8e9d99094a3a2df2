export { operations } from './operations.ts';
export { type Rates, rateScale, ratesInto } from './rates.ts';
