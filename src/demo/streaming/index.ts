export { streaming } from './streaming.ts';
