export { operations } from './operations.ts';
export { replaySetAside } from './replay.ts';
