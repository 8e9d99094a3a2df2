export * from './ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
export { everyoneInSituation, situationPage, situationsOf } from './situations.ts';
export * from './situations-ask.ts';
export { treeOf } from './tree.ts';
