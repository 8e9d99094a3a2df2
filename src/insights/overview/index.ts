import { operations as menus } from './names.ts';
import { operations as counts } from './overview.ts';

/** What the home page and the menus ask. */
export const operations = [...counts, ...menus];
