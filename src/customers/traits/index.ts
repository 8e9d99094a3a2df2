export { traitValues, type Unit, unitOf } from './queries.ts';
