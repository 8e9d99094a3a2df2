export * from './ask.ts';
export { comparablePaths } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
export { everyoneInSituation, situationPage, situationsOf } from './situations.ts';
export * from './situations-ask.ts';
export { treeOf } from './tree.ts';
