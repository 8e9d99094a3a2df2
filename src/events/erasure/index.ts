export { carryOutErasure, type ErasureParts, personBehind } from './erase.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
