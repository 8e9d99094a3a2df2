export { gym } from './gym.ts';
export { julieFallsSilent } from './stories.ts';
export { gymTruths } from './truths.ts';
