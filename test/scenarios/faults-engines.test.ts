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

describe('intake', () => {
  it(
    'never says 200 on a full disk without storing, and goes on alone once there is room (R5)',
    async () => {
      await survives('R5');
    },
    patience,
  );

  it(
    'says no more 200 once a write of the journal failed, until the next start (R6)',
    async () => {
      await survives('R6', bed);
    },
    patience,
  );

  it(
    'goes on while warehouse and records stand still or die, and all is caught up once (R7)',
    async () => {
      await survives('R7', bed);
    },
    patience,
  );
});
