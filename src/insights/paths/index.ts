export * from './ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind, pageOf } from './people.ts';
export { treeOf } from './tree.ts';
