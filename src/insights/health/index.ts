export * from './ask.ts';
export { comparableHealth } from './comparable.ts';
export { type Ground, groundOf, type HolderHealth, healthOf } from './judged.ts';
export { scoresKeeper } from './keeper.ts';
export { operations } from './operations.ts';
export { bitmapOf, everyoneBehind } from './people.ts';
export { personalData } from './personal-data.ts';
export { templateAt } from './templates.ts';
export { colourWords, dimensionName, figureWords } from './words.ts';
