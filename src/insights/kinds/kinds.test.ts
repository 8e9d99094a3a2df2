import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as offerOperations } from '#src/customers/offers/index.ts';
import {
  type ContractsAnswer,
  operations as contracts,
  heldHistories,
} from '#src/insights/contract-retention/index.ts';
import { operations as missions } from '#src/insights/missions/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { operations as kinds } from './index.ts';
import { statuses, statusWords } from './words.ts';

let engines: TestEngines;
let context: Context;

/** Julie holds a subscription, a season pass and a mission; Marc a mission; of e's holder no event ever came. */
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2026-07-15T10:00:00Z') });
  const workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  const now = engines.clock.now();
  const declare = (name: string, kind: string, terms: object) =>
    run(offerOperations, context, 'offers.create', { name, kind, terms });
  engines.clock.set(Date.parse('2025-06-02T10:00:00Z'));
  await declare('Club', 'continuous', {});
  await declare('Ski', 'discontinuous', { season: { from: '11-01', to: '02-28' } });
  await declare('Conseil', 'intentional', {});
  engines.clock.set(now);
  const held = [
    ['a', 'julie', 'Club', '2025-01-01', null],
    ['b', 'julie', 'Ski', '2025-12-20', null],
    ['c', 'julie', 'Conseil', '2026-01-10', '2026-06-10'],
    ['d', 'marc', 'Conseil', '2026-01-10', '2026-06-30'],
    ['e', 'nobody', 'Club', '2025-01-01', '2026-05-10'],
  ] as const;
  const noon = (date: string | null) => (date === null ? null : new Date(`${date}T10:00:00Z`));
  for (const [contract, holder, offer, start, end] of held)
    await engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency,
        effective_at, recorded_at)
      values (${workspace.number}, ${contract}, 1, 'customer', ${holder}, ${offer}, ${noon(start)}::timestamptz,
        ${noon(end)}::timestamptz, 'EUR', ${noon(start)}::timestamptz, ${noon('2025-06-01')}::timestamptz)`);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'julie', 1), (${workspace.number}, 'user', 'marc', 2)`);
});
afterAll(() => engines?.close());

it('one customer of a subscription, an offer of seasons and a mission has three statuses, none in the place of another', async () => {
  const { offers } = await run<{ offers: { offer: string; status: string; said: { fr: string } }[] }>(
    kinds,
    context,
    'kinds.of',
    { customer: 1 },
  );
  expect(offers.map(({ offer, status, said }) => [offer, status, said.fr])).toEqual([
    ['Club', 'running', 'abonné'],
    ['Conseil', 'not_renewed', 'non renouvelée'],
    ['Ski', 'out_of_season', 'hors saison'],
  ]);
  const marc = await run<{ offers: object[] }>(kinds, context, 'kinds.of', { customer: 2 });
  expect(marc.offers).toMatchObject([
    {
      offer: 'Conseil',
      status: 'in_grace',
      until: '2026-06-30',
      detail: { fr: 'à renouveler d’ici au 30 juillet 2026', en: 'to be renewed by 30 July 2026' },
    },
  ]);
  // On 10 July the grace of 30 days after 10 June still runs; on 1 March the season is over that ran in February.
  const on = async (asOf: string) =>
    (
      await run<{ offers: { offer: string; status: string }[] }>(kinds, context, 'kinds.of', {
        customer: 1,
        asOf,
      })
    ).offers.map(({ status }) => status);
  expect(await on('2026-07-10T12:00:00Z')).toEqual(['running', 'in_grace', 'out_of_season']);
  expect(await on('2026-02-28T12:00:00Z')).toEqual(['running', 'running', 'present']);
  // Before anybody had said what these offers are, each was taken for a subscription: agreed, and not begun.
  expect(await on('2025-06-02T09:00:00Z')).toEqual(['running', 'not_begun', 'not_begun']);
});

it('each is counted by the question of its kind alone, and as many are listed as have ever sent an event', async () => {
  const ask = { from: '2026-05-01', to: '2026-06-30' };
  const told = await run<ContractsAnswer>(contracts, context, 'contract-retention.periods', ask);
  expect(told.periods.map(({ counts }) => [counts.at_start, counts.ended, counts.at_end])).toEqual([
    [2, 1, 1],
    [1, 0, 1],
  ]);
  expect([told.withoutEvents, told.otherKinds]).toEqual([1, 2]);
  const total = async (which: string) =>
    (
      await run<{ total: number }>(contracts, context, 'contract-retention.people', {
        ask,
        period: '2026-05-01',
        which,
      })
    ).total;
  expect([await total('at_end'), await total('ended')]).toEqual([1, 0]);
  const outcomes = await run<object>(missions, context, 'missions.outcomes', ask);
  expect(outcomes).toMatchObject({
    outcomes: { not_renewed: { missions: 1 }, in_grace: { missions: 1 }, renewed: { missions: 0 } },
    success: { known: true, value: 0 },
  });
  const before = { ...ask, asOf: '2025-06-02T09:00:00Z' }; // before the offer was declared
  expect(await run<object>(missions, context, 'missions.outcomes', before)).toMatchObject({ offers: [] });
  const waiting = await run<{ total: number }>(missions, context, 'missions.people', {
    ask,
    which: 'in_grace',
  });
  expect(waiting.total).toBe(1);
  const { missions: listed } = await run<{ missions: object[] }>(missions, context, 'missions.list', {
    ask,
    which: 'not_renewed',
  });
  expect(listed).toMatchObject([
    { contract: 'c', endsOn: '2026-06-10', graceUntil: '2026-07-10', holder: { customer: 1 } },
  ]);
});

it('sees nothing of another workspace, and asks for one holder', async () => {
  const other = asking(engines, await createTestWorkspace(engines));
  const told = await run<{ offers: object[] }>(kinds, other, 'kinds.of', { customer: 1 });
  expect(told.offers).toEqual([]);
  await expect(run(kinds, context, 'kinds.of', { customer: 1, account: 'acme' })).rejects.toThrow(
    /one of both/,
  );
});

it('reads of contracts the versions that change something, of the offers asked, and the rest only where it is wanted', async () => {
  const workspace = await createTestWorkspace(engines);
  const own = asking(engines, workspace);
  const day = (text: string) => new Date(`${text}T10:00:00Z`);
  const version = (contract: string, number: number, told: object) =>
    engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, price, currency,
        details, effective_at, recorded_at)
      select ${workspace.number}::integer, ${contract}, ${number}::integer, 'customer', ${`of ${contract}`}, offer,
        ${day('2026-01-01')}::timestamptz, ends, price, 'EUR', details, effective, effective
      from jsonb_to_record(${JSON.stringify({ offer: 'Club', price: 10, details: {}, ...told })}::jsonb)
        as told (offer text, ends timestamptz, price bigint, details jsonb, effective timestamptz)`);
  await version('x', 1, { effective: day('2026-01-01') });
  await version('x', 2, { effective: day('2026-02-01'), price: 20 });
  await version('x', 3, { effective: day('2026-03-01'), price: 20, details: { delivered: 3 } });
  await version('x', 4, { effective: day('2026-04-01'), ends: day('2026-05-01'), details: { delivered: 3 } });
  await version('y', 1, { effective: day('2026-01-01'), offer: 'Ski' });
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'of x', 1), (${workspace.number}, 'user', 'of y', 2)`);
  const read = async (ask: object) =>
    (await heldHistories(own, { unit: 'customer', asOf: engines.clock.now(), ...ask })).map(
      ({ contract, versions, details }) => [contract, versions.length, details],
    );
  expect(await read({})).toEqual([
    ['x', 2, {}],
    ['y', 1, {}],
  ]);
  expect(await read({ details: true, offers: ['Club'] })).toEqual([['x', 3, { delivered: 3 }]]);
  expect(await read({ key: '2' })).toEqual([['y', 1, {}]]);
});

it('has words of its own for every status of every kind', () => {
  for (const [kind, names] of Object.entries(statuses))
    expect(Object.keys(statusWords[kind as keyof typeof statusWords]).sort(), kind).toEqual(
      [...names].sort(),
    );
});
