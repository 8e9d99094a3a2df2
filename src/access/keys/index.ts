export { keyBehind, makeKey, type PresentedKey } from './keys.ts';
export { operations } from './operations.ts';
export { looksLikeApiKey } from './secret-text.ts';
