export { streaming } from './streaming.ts';
export { streamingTruths } from './truths.ts';
