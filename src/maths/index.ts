// The room's front door for the outside (`perdure/maths`). Rooms of the house import the slice they mean.
export * from './association/index.ts';
export * from './chance/index.ts';
export * from './distributions/index.ts';
export * from './grouping/index.ts';
export * from './intervals/index.ts';
export * from './means/index.ts';
export * from './significance/index.ts';
export * from './survival/index.ts';
export * from './thresholds/index.ts';
