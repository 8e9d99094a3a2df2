import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Bed, openBed } from '../faults/bed.ts';
import { survives } from './short-faults.ts';

/* Short forms; the long ones are run by `npm run faults`. */

let bed: Bed;
beforeAll(async () => {
  bed = await openBed('Short faults', { timezone: 'America/New_York' }); // behind UTC, so that days differ
}, 120_000);
afterAll(() => bed?.close());

const patience = 240_000;

describe('input that no client means', () => {
  it(
    'of monstrous size, depth or digits is refused, set aside or stored unchanged (R14)',
    async () => {
      await survives('R14', bed);
    },
    patience,
  );

  it(
    'of any year is stored at its time or set aside, 400 years in one batch too (R15)',
    async () => {
      await survives('R15', bed);
    },
    patience,
  );

  it(
    'of alias loops, a chain of 500 and a storm of 50 clients ends with one person each (R16)',
    async () => {
      await survives('R16', bed);
    },
    patience,
  );

  it(
    'with hostile names and values is told unchanged, and nothing of it is executed',
    async () => {
      await survives('names', bed);
    },
    patience,
  );

  it(
    'a byte a second from 50 clients beside 500 idle ones keeps nobody waiting (R13)',
    async () => {
      await survives('R13', bed);
    },
    patience,
  );
});
