export { chunkRows, inChunks } from './chunks.ts';
export { isOwnFault } from './faults.ts';
export type { Announcement, Keeper, Kept, News } from './keeper.ts';
export { everythingNew, hasNews, noNews } from './news.ts';
export { type UpkeepParts, WorkspaceUpkeep } from './turn.ts';
export { startUpkeep } from './upkeep.ts';
