export { type ClaimedFolder, claimDataFolder, type Holder, holderOf } from './data-folder.ts';
