export { gridOf } from './answer.ts';
export * from './ask.ts';
export { cellOf, type Figure, figureOf, pooledState } from './figures.ts';
export { bySeries, type SeriesTallies, sizeOf, weighted } from './grid.ts';
export { operations } from './operations.ts';
export { everyoneOf, peopleOf } from './people.ts';
export { headlineColumn, roundedUp, whenOf } from './verdict.ts';
export type { Way } from './way.ts';
