import { messageNames } from '#src/basics/own-deeds.ts';

/** What clients record by themselves: who somebody is, and each page or screen that was opened. */
const recorded = ['identify', 'group', 'alias', 'page viewed', 'screen viewed', 'page', 'screen'];

/**
 * Names, in small letters, of what is nothing one does on the way: what clients record by themselves (a library's other
 * events begin with `$`), what we record of somebody, messages of ours, and no name. The warehouse reads it as code does.
 */
export const noStepNames = `^([$]|perdure[.])|^(${recorded.join('|')})?$|${messageNames}`;

const noSteps = new RegExp(noStepNames);

export const isNoStep = (event: string): boolean => noSteps.test(event.toLowerCase());
