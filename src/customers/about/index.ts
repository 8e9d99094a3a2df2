export { About, aboutField, holderIs, type Subject, subjectOf } from './about.ts';
export { heldAbout } from './personal-data.ts';
export { announcedTo, Holder, type HolderKey, numbersOf, shownHolders } from './shown.ts';
