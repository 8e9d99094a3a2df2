export type { Announcement, Keeper, Kept, News } from './keeper.ts';
export { everythingNew, noNews } from './news.ts';
export { type UpkeepParts, WorkspaceUpkeep } from './turn.ts';
export { startUpkeep, type Upkeep } from './upkeep.ts';
