import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { noNews } from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ContractTerms } from '#src/events/imports/index.ts';
import { asking } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { keptOf } from '../../../test/kept-bed.ts';
import { mirrorKeeper } from './index.ts';
import { recordTerms } from './ledger.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());
beforeEach(async () => {
  engines.clock.set(testNow);
  context = asking(engines, await createTestWorkspace(engines));
});

const terms = (place: number, amount: string): ContractTerms => ({
  outcome: 'contract',
  row: place + 1,
  contract: `K${place}`,
  holder: { kind: 'customer', id: `user-${place}` },
  offer: 'Basic',
  start: testNow - 86_400_000,
  end: null,
  paidThrough: null,
  renewal: null,
  notice: null,
  cancelled: null,
  cancelKind: null,
  paused: null,
  resumes: null,
  trialEnd: null,
  pastDueSince: null,
  amount,
  currency: 'EUR',
  period: 'month',
  seats: null,
  discount: null,
  discountEnd: null,
  details: '{"club":"Nantes"}',
});
const many = 5_101;
const half = 2_551;
const all = (amount: (place: number) => string) =>
  Array.from({ length: many }, (_, place) => terms(place, amount(place)));

/** Rows that came of one statement: how many at most, and their columns. */
function watched(records: Transaction) {
  const seen = { most: 0, columns: new Set<string>() };
  const tx: Transaction = {
    row: (query) => records.row(query),
    run: (statement) => records.run(statement),
    rows: async (query) => {
      const rows = await records.rows(query);
      seen.most = Math.max(seen.most, rows.length);
      for (const column of Object.keys((rows[0] as object | undefined) ?? {})) seen.columns.add(column);
      return rows;
    },
  };
  return { seen, tx };
}

describe('five thousand contracts and some, told at once', () => {
  const recorded = (told: readonly ContractTerms[]) =>
    context.records.transaction(async (records) => {
      const { seen, tx } = watched(records);
      const { number } = context.workspace;
      const at = { importNumber: null, clock: engines.clock };
      return { seen, answers: await recordTerms(tx, number, told, at) };
    });

  it('are read in parts, and recorded as if in one: each once, one told again after many others too', async () => {
    await recorded(all(() => '4900'));
    engines.clock.advance(1000);
    const dearer = all((place) => (place % 2 === 0 ? '5900' : '4900'));
    const { answers, seen } = await recorded([...dearer, terms(0, '6900'), terms(1, '4900')]);
    expect(seen.most).toBe(5_000);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(half + 1);
    expect(answers.slice(0, many).map(({ version }) => version)).toEqual(
      dearer.map((_, place) => (place % 2 === 0 ? 2 : 1)),
    );
    expect(answers.slice(many)).toMatchObject([
      { contract: 'K0', version: 3, isNew: true },
      { contract: 'K1', version: 1, isNew: false },
    ]);
    const held = await context.records.row(
      sql`select count(*)::integer as versions, max(version) as most, count(*) filter (where price = 5900)::integer as dearer from contracts`,
    );
    expect(held).toEqual({ versions: many + half + 1, most: 3, dearer: half });
  });

  it('are copied without what else is known of them, which nobody asks of the copy', async () => {
    await recorded(all(() => '4900').slice(0, 10));
    const kept = keptOf(engines, context.workspace);
    const columns = new Set<string>();
    await mirrorKeeper.keep(
      {
        ...kept,
        records: {
          ...kept.records,
          transaction: (work) =>
            kept.records.transaction(async (records) => {
              const { seen, tx } = watched(records);
              const done = await work(tx);
              for (const column of seen.columns) columns.add(column);
              return done;
            }),
        },
      },
      noNews,
    );
    expect(columns).toContain('contract');
    expect(columns).not.toContain('details');
  });
});
