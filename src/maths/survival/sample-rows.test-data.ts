import type { SurvivalRow } from './index.ts';

/** A customer for whom it happened at that time. */
export const ended = (duration: number): SurvivalRow => ({ duration, ended: true });

/** A customer last seen at that time, still waiting. */
export const still = (duration: number): SurvivalRow => ({ duration, ended: false });

/** Weeks of remission in a trial of 42 patients (Freireich and others 1963, Blood 21:699–716). */
export const REMISSION = {
  treated: [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(still),
  ],
  untreated: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(ended),
};

/** Days lived by the 34 flies of group miR-137 (data set "waltons" of lifelines, MIT licence). */
export const FLIES = [
  ...[6, 9, 9, 9, 13, 13, 13, 15, 15, 19, 19, 19, 22, 22, 22, 22, 26],
  ...[26, 26, 26, 26, 29, 29, 29, 29, 29, 33, 33, 36, 36, 43, 47, 62, 62],
].map(ended);
