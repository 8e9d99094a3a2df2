import { expect } from 'vitest';
import type { Bed } from '../faults/bed.ts';
import { keepEvidence } from '../faults/evidence.ts';
import { faultOf } from '../faults/list.ts';

const seed = 20_261_121;

/** Tries the short form of a fault; fails with what did not hold, and keeps seed and ledger then. */
export async function survives(id: string, bed?: Bed): Promise<void> {
  const report = await faultOf(id).tryIt('short', seed, bed);
  if (report.skipped !== undefined) console.log(`${id} skipped: ${report.skipped}`);
  if (report.failures.length > 0) console.log(`${id}: kept in ${await keepEvidence(id, report)}`);
  expect(report.failures).toEqual([]);
}
