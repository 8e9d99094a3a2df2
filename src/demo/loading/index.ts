export { type DemoProgress, type DemoWish, loadDemo } from './load.ts';
export { demoChores, operations } from './operations.ts';
export { removeDemo } from './remove.ts';
export type { DemoParts } from './state.ts';
export { type KnownContract, versionsOf } from './store-contracts.ts';
