import { linkOperations } from './links.ts';
import { boardOperations } from './operations.ts';
import { tileOperations } from './tile-operations.ts';

export { openLink } from './links.ts';
export { personalData } from './personal-data.ts';
export { readerOf, SharedDashboard, sharedBy } from './shared.ts';
export type { Dashboard } from './stored.ts';
export type { Tile } from './tiles.ts';
export { refusedByLink, toldByLink } from './told-by-link.ts';

/** What can be asked of dashboards, their tiles and their links. */
export const operations = [...boardOperations, ...tileOperations, ...linkOperations] as const;
