import { isTheirDeed } from '#src/basics/own-deeds.ts';

/**
 * What clients record by themselves: who somebody is, and each page or screen that was opened. Nothing one does on
 * the way. In small letters; a client library's other events begin with `$`.
 */
export const noSteps = ['identify', 'group', 'alias', 'page viewed', 'screen viewed', 'page', 'screen'];

export const isNoStep = (event: string): boolean =>
  event === '' || event.startsWith('$') || noSteps.includes(event.toLowerCase()) || !isTheirDeed(event); // our own messages, as paths leave them out
