export { makeDemo } from './demos.ts';
export {
  type DemoParts,
  type DemoProgress,
  type DemoWish,
  demoChores,
  loadDemo,
  operations,
  removeDemo,
} from './loading/index.ts';
export { type ContractRow, type Demo, type DemoEvent, type DemoKind, demoKinds } from './making/index.ts';
export { sentences, truths } from './truths.ts';
