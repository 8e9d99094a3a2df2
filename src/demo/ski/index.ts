export { ski, wintersOf } from './ski.ts';
