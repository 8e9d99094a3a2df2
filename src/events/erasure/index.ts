export { carryOutErasure, type ErasureParts, personBehind, userHash } from './erase.ts';
export { namesOf } from './names.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
