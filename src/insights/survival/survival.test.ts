import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as contractOperations } from '#src/customers/contracts/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { type ApartAnswer, operations } from './index.ts';

let engines: TestEngines;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-06-01T00:00:00Z') });
  const workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  const at = (text: string) => new Date(`${text}T00:00:00+02:00`);
  // 100 begin on 1 January; 5 end on 10 April, of whom 2 begin anew on 20 April under another offer.
  await engines.records.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, effective_at, recorded_at)
    select ${workspace.number}::integer, 'c' || i, 1, 'customer', 'h' || i, 'monthly', ${at('2025-01-01')}::timestamptz,
      case when i <= 5 then ${at('2025-04-10')}::timestamptz end, 'EUR', ${at('2025-01-01')}::timestamptz, ${at('2025-01-01')}::timestamptz
    from generate_series(1, 100) as i
    union all
    select ${workspace.number}::integer, 'd' || i, 1, 'customer', 'h' || i, 'yearly', ${at('2025-04-20')}::timestamptz, null, 'EUR', ${at('2025-04-20')}::timestamptz, ${at('2025-04-20')}::timestamptz
    from generate_series(1, 2) as i`);
});
afterAll(() => engines.close());

it('counts 5 % gross and 3 % net in the month in which 5 of 100 end and 2 return', async () => {
  const { months } = await run<{ months: object[] }>(operations, context, 'survival.churn', {
    from: '2025-04-01',
    to: '2025-06-30',
  });
  expect(months).toMatchObject([
    {
      month: '2025-04-01',
      state: 'complete',
      atStart: 100,
      ended: 5,
      returned: 2,
      joined: 0,
      gross: { value: 0.05 },
      net: { value: expect.closeTo(0.03, 12) },
    },
    { month: '2025-05-01', state: 'complete', atStart: 97, ended: 0, returned: 0 },
    { month: '2025-06-01', state: 'running', atStart: 97 },
  ]);
});

describe('of some holders only', () => {
  const pro = { people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['pro'] }] };

  beforeAll(async () => {
    // h1 to h40 are on the plan pro, the others on none.
    const told = Array.from({ length: 100 }, (_, i) => ({
      customer: i + 1,
      at: Date.parse('2025-01-01T12:00:00Z'),
      type: 'identify' as const,
      traits: { plan: i < 40 ? 'pro' : 'basic' },
    }));
    await fill(engines.warehouse, context.workspace, told);
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${context.workspace.number}::integer, 'user', 'h' || i, i from generate_series(1, 100) as i`);
  });

  it('counts those who left among them: as many as are listed', async () => {
    const april = async (who: object) =>
      (
        await run<{ months: object[] }>(operations, context, 'survival.churn', {
          from: '2025-04-01',
          to: '2025-04-30',
          ...who,
        })
      ).months[0];
    const listed = async (which: 'all' | 'left') =>
      (
        await run<{ total: number }>(operations, context, 'survival.people', {
          ask: pro,
          after: 99,
          which,
        })
      ).total;
    expect([await listed('all'), await listed('left')]).toEqual([40, 5]);
    expect(await april(pro)).toMatchObject({ atStart: 40, ended: 5, returned: 2, joined: 0 });
    expect(await april({ unit: 'customer' })).toMatchObject({ atStart: 100, ended: 5, returned: 2 });
    expect(await april({ unit: 'account' })).toMatchObject({ atStart: 0, gross: { known: false } });
    // The two who came back did so under the other offer, of which they hold their first contract.
    expect(await april({ offers: ['monthly'] })).toMatchObject({
      atStart: 100,
      ended: 5,
      returned: 0,
      joined: 0,
    });
    expect(await april({ offers: ['yearly'] })).toMatchObject({ atStart: 0, returned: 0, joined: 2 });
    expect(await april({ ...pro, offers: ['monthly', 'yearly'] })).toMatchObject({
      atStart: 40,
      returned: 2,
    });
  });
});

it('draws a curve for any offer and one per offer, those still running counted as running', async () => {
  const { curves } = await run<{ curves: object[] }>(operations, context, 'survival.contracts', {
    readings: [98, 99, 400],
  });
  // 1 January to 10 April 2025 are 99 days: 100 at risk, 5 end.
  expect(curves).toMatchObject([
    {
      offer: null,
      contracts: 102,
      ended: 5,
      at: [
        { share: { known: true, value: 1 } },
        { share: { known: true, value: expect.closeTo(0.95, 12) } },
        { share: { known: false, why: 'not_watched_long_enough' } },
      ],
    },
    { offer: 'monthly', contracts: 100, ended: 5 },
    { offer: 'yearly', contracts: 2, ended: 0 },
  ]);
});

it('has a contract that ended on 1 March and was taken up again on 10 May as two stretches', async () => {
  const workspace = await createTestWorkspace(engines);
  const at = (text: string) => new Date(`${text}T12:00:00Z`);
  const version = (number: number, end: Date | null, effective: Date) => sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, effective_at, recorded_at)
    values (${workspace.number}, 'c', ${number}, 'customer', 'h', 'monthly', ${at('2025-01-01')}, ${end}, 'EUR', ${effective}, ${effective})`;
  await engines.records.run(version(1, null, at('2025-01-01')));
  await engines.records.run(version(2, null, at('2025-02-01'))); // of another price, say
  await engines.records.run(version(3, at('2025-03-01'), at('2025-03-01')));
  await engines.records.run(version(4, null, at('2025-05-10')));
  const own = asking(engines, workspace);
  const { months } = await run<{ months: { ended: number; returned: number }[] }>(
    operations,
    own,
    'survival.churn',
    { from: '2025-03-01', to: '2025-05-31' },
  );
  expect(months.map(({ ended, returned }) => [ended, returned])).toEqual([
    [1, 0],
    [0, 0],
    [0, 1],
  ]);
  const { curves } = await run<{ curves: object[] }>(operations, own, 'survival.contracts', {
    readings: [59],
  });
  expect(curves[0]).toMatchObject({ contracts: 2, ended: 1 });
});

it('says nothing of contracts as of a day to come', async () => {
  const ahead = { asOf: '2025-06-02T00:00:00Z' };
  const asked = [
    [operations, 'survival.contracts', ahead],
    [operations, 'survival.churn', { from: '2025-04-01', to: '2025-06-30', ...ahead }],
    [contractOperations, 'contracts.list', ahead],
  ] as const;
  for (const [of, name, input] of asked) {
    await expect(run(of, context, name, input), name).rejects.toMatchObject({
      code: 'time.as_of_ahead',
      details: { field: 'asOf', got: '2025-06-02T00:00:00Z' },
    });
  }
});

describe('contracts told apart', () => {
  let own: Context;
  const day = 86_400_000;
  const begun = Date.parse('2025-01-01T00:00:00+01:00');

  /** 40 pay by the month and leave after 30 days, 40 by the year and stay; of the last ten the first five took the year later. */
  beforeAll(async () => {
    const workspace = await createTestWorkspace(engines);
    own = asking(engines, workspace);
    const version = (n: number, number: number, told: object) => ({ contract: `c${n}`, n, number, ...told });
    const told = Array.from({ length: 90 }, (_, i) => {
      const n = i + 1;
      const monthly = { offer: 'M', period: 'month', ends: null, effective: begun };
      if (n <= 40) return [version(n, 1, { ...monthly, ends: begun + 30 * day })];
      if (n <= 80) return [version(n, 1, { ...monthly, offer: 'Y', period: 'year' })];
      const first = version(n, 1, monthly);
      const later = { offer: 'Y', period: 'year', ends: null, effective: begun + 60 * day };
      return n <= 85 ? [first, version(n, 2, later)] : [first];
    }).flat();
    await engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, period,
        effective_at, recorded_at)
      select ${workspace.number}::integer, contract, number, 'customer', 'h' || n, offer, ${new Date(begun)}::timestamptz,
        to_timestamp(ends / 1000.0), 'EUR', period, to_timestamp(effective / 1000.0), to_timestamp(effective / 1000.0)
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
        as told (contract text, number integer, n integer, offer text, period text, ends float8, effective float8)`);
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${workspace.number}::integer, 'user', 'h' || n, n from generate_series(1, 90) as n`);
    await fill(
      engines.warehouse,
      workspace,
      Array.from({ length: 60 }, (_, i) => ({
        customer: i + 1,
        at: begun,
        type: 'identify' as const,
        traits: { city: i < 20 || i >= 40 ? 'Lyon' : `Town ${i % 2}` },
      })),
    );
  });

  const apart = (by: unknown, more: object = {}) =>
    run<ApartAnswer>(operations, own, 'survival.apart', { by, ...more });
  const shown = ({ groups }: ApartAnswer) =>
    groups.map(({ kind, value, contracts, ended }) => [value ?? kind, contracts, ended]);

  it('by period of payment: who takes the year later ends a month and begins a year, and stands in both', async () => {
    const told = await apart('period');
    expect(shown(told)).toEqual([
      ['month', 50, 45],
      ['year', 45, 0],
    ]);
    expect(told.several).toBe(5);
    expect(told.difference).toMatchObject({ verdict: 'different', degreesOfFreedom: 1, tooSmall: [] });
    expect(told.groups.map(({ name }) => name.en)).toEqual(['by the month', 'by the year']);
    expect(told.verdict.en).toMatch(/^Periods of payment differ .*p < 0\.001\)\. Longest: by the year/);
    expect(shown(await apart('offer'))).toEqual([
      ['M', 50, 45],
      ['Y', 45, 0],
    ]);
    expect(shown(await apart('offer', { offers: ['Y'] }))).toEqual([['Y', 45, 0]]);
  });

  it('by a trait a change of offer is no end; the largest values stand alone, then the others and those without one', async () => {
    const told = await apart({ trait: 'city' }, { top: 2 });
    expect(shown(told)).toEqual([
      ['Lyon', 40, 20],
      ['Town 0', 10, 10],
      ['others', 10, 10],
      ['missing', 30, 0],
    ]);
    expect(told.several).toBe(0);
    expect(told.pairs.map(({ first, second }) => [first, second])).toContainEqual([0, 3]);
  });

  it('of one group alone says nothing, and refuses a trait that nobody bears', async () => {
    const told = await apart('offer', { offers: ['M'] });
    expect(told.difference).toMatchObject({ verdict: 'cannot_say', p: { known: false } });
    expect(told.verdict.en).toContain('We cannot say');
    await expect(apart({ trait: 'ctiy' })).rejects.toMatchObject({ code: 'traits.unknown' });
  });
});
