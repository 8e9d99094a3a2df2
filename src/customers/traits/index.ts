export { type AskedTrait, requireTraitApart, requireTraits } from './known.ts';
export { operations } from './operations.ts';
export { traitValues, type Unit, unitOf } from './queries.ts';
