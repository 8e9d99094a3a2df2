import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Bed, openBed } from '../faults/bed.ts';
import { survives } from './short-faults.ts';

/* Short forms; the long ones are run by `npm run faults`. */

let bed: Bed;
beforeAll(async () => {
  bed = await openBed('Short faults');
}, 120_000);
afterAll(() => bed?.close());

const patience = 240_000;

describe('a server that is killed or ended', () => {
  it(
    'loses nothing acknowledged and doubles nothing, in any table, over 2 kills under load (R1)',
    async () => {
      await survives('R1', bed);
    },
    patience,
  );

  it(
    'sends every message that must arrive over 2 kills, at most one a kill twice, under one id (R2)',
    async () => {
      await survives('R2', bed);
    },
    patience,
  );

  it(
    'finishes by itself what 2 kills cut off in the first start (R3)',
    async () => {
      await survives('R3 start');
    },
    patience,
  );

  it(
    'finishes an erasure cut by a kill, and no table or file holds the person (R3)',
    async () => {
      await survives('R3 erasure', bed);
    },
    patience,
  );

  it(
    'finishes a rebuild of derived tables cut by a kill (R3)',
    async () => {
      await survives('R3 rebuild', bed);
    },
    patience,
  );

  it(
    'keeps segments right over 2 kills while they are counted, and tells each move once (R3)',
    async () => {
      await survives('R3 segments', bed);
    },
    patience,
  );

  it(
    'keeps phases right over 2 kills while they are told anew, and tells each conversion, milestone and contract once (R3)',
    async () => {
      await survives('R3 phases', bed);
    },
    patience,
  );

  it(
    'ends with 0 under load, and nothing acknowledged is lost (R18)',
    async () => {
      await survives('R18', bed);
    },
    patience,
  );
});
