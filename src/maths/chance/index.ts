export { normalChance, seededChance } from './chance.ts';
