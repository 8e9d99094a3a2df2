import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import type { CurveAnswer } from './ask.ts';
import { operations } from './index.ts';

const day = 86_400_000;
const start = Date.parse('2025-01-10T09:00:00Z');
const now = start + 30 * day;

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines({ now });
});
afterAll(() => engines?.close());
/** One customer, who used it on day 10. */
beforeEach(async () => {
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, [{ customer: 1, at: start + 10 * day, event: 'use' }]);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${context.workspace.number}, 'user', 'user-1', 1)`);
});

interface Told {
  readonly contract?: string;
  readonly version?: number;
  readonly offer?: string;
  /** Days from the start. */
  readonly starts: number;
  readonly ends?: number;
  /** The day on which it begins, unless told. */
  readonly effective?: number;
  /** Long ago, unless told. */
  readonly recorded?: number;
}
async function hold(...told: readonly Told[]): Promise<void> {
  const at = (days: number) => new Date(start + days * day);
  for (const { contract = 'K1', version = 1, offer = 'Basic', starts, ends, ...known } of told)
    await engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, effective_at,
        recorded_at)
      values (${context.workspace.number}, ${contract}, ${version}, 'customer', 'user-1', ${offer}, ${at(starts)},
        ${ends === undefined ? null : at(ends)}::timestamptz, 'EUR', ${at(known.effective ?? starts)}, ${at(known.recorded ?? -100)})`);
}

/** How many days the one customer waited, by offers of the first contract; [] where there was none. */
async function waited(offer: string | null = null): Promise<(readonly [string | null, number])[]> {
  const { groups } = await run<z.output<typeof CurveAnswer>>(operations, context, 'time-to-value.curve', {
    begin: { by: 'contract', offer },
    value: { event: 'use' },
    from: '2024-12-01',
    to: '2025-02-28',
    apart: { by: 'start_property', name: 'offer' },
  });
  return groups.map(({ group, median }) => [group.value, median.known ? median.value.days : -1]);
}

describe('who waits from a first contract', () => {
  it('waits from the start that its first version told, though a renewal told another', async () => {
    await hold({ starts: -20, ends: 5 });
    await hold({ version: 2, starts: 5, ends: 30 });
    expect(await waited()).toEqual([['Basic', 30]]);
  });

  it('waits from the day on which an offer was taken, not from that of the offer before it', async () => {
    await hold({ starts: -20 }, { version: 2, starts: -20, effective: 4, offer: 'Gold' });
    expect(await waited()).toEqual([['Basic', 30]]);
    expect(await waited('Basic')).toEqual([['Basic', 30]]);
    expect(await waited('Gold')).toEqual([['Gold', 6]]);
  });

  it('does not wait yet where another offer is known and does not hold, nor for what is recorded later', async () => {
    await hold({ starts: -20 }, { version: 2, starts: -20, effective: 31, offer: 'Gold' });
    await hold({ version: 3, starts: 0, offer: 'Silver', recorded: 31 });
    expect(await waited('Gold')).toEqual([]);
    expect(await waited()).toEqual([['Basic', 30]]);
  });

  it('waits from the first contract that came to hold: not from one put off, nor from one annulled, before it began', async () => {
    await hold({ starts: 2 }, { version: 2, starts: 7, effective: -3 });
    await hold(
      { contract: 'K2', starts: 1 },
      { contract: 'K2', version: 2, starts: 1, ends: 1, effective: -2 },
    );
    expect(await waited()).toEqual([['Basic', 3]]);
  });
});
