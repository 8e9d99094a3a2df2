export { type AskedTrait, requireTraitApart, requireTraits } from './known.ts';
export { operations } from './operations.ts';
export { latestTraits, traitValues } from './queries.ts';
export { type Unit, unitOf } from './unit.ts';
