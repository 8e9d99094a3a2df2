export { Cause, ListAsk, type ListAskInput, Row, Standing, Worklist } from './ask.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type Reason, reasons } from './reasons.ts';
export type { Stake } from './worth.ts';
