export { asking, paperWorkspace } from './asking.ts';
export { fill, type ToldEvent } from './filling.ts';
