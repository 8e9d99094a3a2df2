export { software } from './software.ts';
