export { addressKind, printOf } from './address.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type NewSuppression, suppress, suppressedAmong } from './suppressions.ts';
