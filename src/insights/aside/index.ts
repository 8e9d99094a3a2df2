export { aside, turn } from './aside.ts';
