import { beforeEach, describe, expect, it } from 'vitest';
import { operations as offers } from '#src/customers/offers/index.ts';
import { operations as values } from '#src/insights/value/index.ts';
import { run } from '../../../test/asking.ts';
import { fill } from '../../../test/filling.ts';
import { holdContracts } from '../../../test/holding.ts';
import { workspaceBed } from '../../../test/workspace-bed.ts';
import { type Board, type OfAnswer, operations } from './index.ts';

const at = (day: string, time = '12:00:00Z') => Date.parse(`${day}T${time}`);
const bed = workspaceBed(at('2020-01-01'));
const ask = <T>(name: string, input: object) =>
  run<T>([...operations, ...offers, ...values], bed.context, name, input);

/** A shop of winters, and who hired when; every January somebody does, so that what does not come did not happen. */
async function shop(season: object | null = { from: '12-01', to: '04-30' }) {
  await fill(bed.engines.warehouse, bed.workspace, [
    { customer: 99, at: at('2019-01-10'), event: 'hire' },
    { customer: 1, at: at('2024-12-20'), event: 'hire' },
    { customer: 1, at: at('2026-01-10'), event: 'hire' },
    { customer: 2, at: at('2025-01-15'), event: 'hire' },
    { customer: 3, at: at('2025-02-05'), event: 'hire' },
    { customer: 3, at: at('2025-12-05'), event: 'hire' },
    { customer: 3, at: at('2026-01-20'), event: 'hire' },
    { customer: 3, at: at('2026-02-12'), event: 'hire' },
  ]);
  const counted = { match: { event: 'hire' }, rule: { kind: 'times', times: 1 }, period: 'month' };
  await ask('value.create', { name: 'Hire', counted });
  await ask('offers.create', { name: 'Winter', kind: 'discontinuous', terms: { season } });
}

const board = (asOf: string, more: object = {}) =>
  ask<Board>('health.board', { asOf, sort: 'name', ...more });

/** Offers and definitions are declared long before what is asked. */
const now = () => bed.engines.clock.set(at('2026-08-01'));

/** Each one's figure of value and of recency, by their number. */
const figures = ({ rows }: Board) =>
  Object.fromEntries(
    rows.map(({ key, dimensions }) => [
      key,
      dimensions.slice(0, 2).map(({ now, colour }) => [now.known ? now.value : now.why, colour]),
    ]),
  );

describe('health of a shop that opens in winter', () => {
  beforeEach(async () => {
    await shop();
    now();
  });

  it('is not judged on 1 May, and judged on 30 April: out of season is neither good nor bad', async () => {
    const summer = await board('2026-05-01T12:00:00Z');
    expect(summer).toMatchObject({
      total: 4,
      anyRed: 0,
      outOfSeason: 4,
      awaited: 0,
      overall: { green: 0, yellow: 0, red: 0, unknown: 4 },
    });
    expect(summer.rows[0]).toMatchObject({ score: null, coverage: 0 });
    expect(figures(summer)[3]).toEqual([
      ['out_of_season', null],
      ['out_of_season', null],
    ]);
    expect(summer.verdict.en).toBe(
      'Of 4 customers, 0 have a red dimension. For 4 it is out of season: their use is not judged.',
    );
    // On 30 April customers 1 and 3, who came this winter, have not for 110 and 77 days.
    const spring = await board('2026-04-30T12:00:00Z');
    expect(spring).toMatchObject({ anyRed: 2, outOfSeason: 0, awaited: 2 });
    expect(figures(spring)).toMatchObject({
      1: [
        [0, 'green'], // none in either 30 days: no change
        [110, 'red'],
      ],
      2: [
        ['awaited', null],
        ['awaited', null],
      ],
      3: [
        [0, 'green'],
        [77, 'red'],
      ],
    });
  });

  it('awaits in the season whoever has not come in it, and judges from the day they come', async () => {
    const early = await board('2026-01-10T12:00:00Z'); // asOf is exclusive: customer 1 hires at that instant
    expect(early).toMatchObject({ awaited: 3, anyRed: 1 });
    const [first, third] = [figures(early)[1], figures(early)[3]];
    expect(first?.[1]).toEqual(['awaited', null]);
    expect(third?.[1]).toEqual([36, 'red']);
    const after = await board('2026-01-10T12:00:01Z');
    expect(after.awaited).toBe(2);
    expect(figures(after)[1]?.[1]).toEqual([0, 'green']);
  });

  it('counts days of the season alone: 30 days on 31 December at the earliest, as many before them on 30 January', async () => {
    const figure = async (asOf: string) =>
      (await board(asOf)).rows.find(({ key }) => key === '3')?.dimensions[0];
    // The season begins on 1 December at 0:00 in Paris.
    expect(await figure('2025-12-30T22:59:59Z')).toMatchObject({
      now: { why: 'out_of_season' },
      colour: null,
    });
    expect(await figure('2025-12-30T23:00:00Z')).toMatchObject({ now: { value: 1 }, colour: null });
    expect(await figure('2026-01-29T22:59:59Z')).toMatchObject({
      before: { why: 'out_of_season' },
      colour: null,
    });
    // One hire in the 30 days up to 29 January, one in the 30 before: no change.
    expect(await figure('2026-01-29T23:00:00Z')).toMatchObject({
      change: { value: 0 },
      colour: 'green',
    });
  });

  it('judges all year whoever has a contract of the whole year, and where an offer of the whole year is sold', async () => {
    bed.engines.clock.set(at('2021-01-01'));
    await ask('offers.create', { name: 'Club', kind: 'continuous' });
    now();
    expect(await board('2026-07-01T12:00:00Z')).toMatchObject({ outOfSeason: 0, anyRed: 4 });
    // Before that offer was declared there were seasons alone.
    expect(await board('2020-07-01T12:00:00Z')).toMatchObject({ total: 1, outOfSeason: 1 });
  });

  it('tells of one why nothing is judged', async () => {
    const of = (asOf: string, holder: string) => ask<OfAnswer>('health.of', { asOf, holder, weeks: 3 });
    const summer = await of('2026-05-06T12:00:00Z', '3');
    expect(summer.verdict.fr).toBe(
      'Hors saison : rien n’est attendu avant la prochaine, et l’usage n’est pas jugé. Aucune dimension au rouge.',
    );
    // 22 and 29 April are of the season, 6 May is not.
    expect(summer.trajectory.map(({ dimensions }) => dimensions[1]?.colour)).toEqual(['red', 'red', null]);
    expect(summer.changes.at(-1)?.why.en).toBe('Days without: 76 → out of season (days gone by 76 → 83).');
    expect((await of('2026-02-01T12:00:00Z', '2')).verdict.en).toBe(
      'The season runs, and they are still awaited: use is not judged. No dimension is red.',
    );
  });

  it('lists those it counts', async () => {
    const who = async (asOf: string, kind: string) =>
      (
        await ask<{ people: { customer: number }[] }>('health.people', { ask: { asOf }, which: { kind } })
      ).people.map(({ customer }) => customer);
    expect(await who('2026-05-01T12:00:00Z', 'out_of_season')).toEqual([1, 2, 3, 99]);
    expect(await who('2026-04-30T12:00:00Z', 'awaited')).toEqual([2, 99]);
  });
});

it('judges a contract by its own offer: one of winters rests in July, one of the whole year does not', async () => {
  await shop();
  await ask('offers.create', { name: 'Club', kind: 'continuous' });
  const terms = { starts: at('2025-12-01'), seats: 2 };
  await holdContracts(bed.engines.warehouse, bed.workspace, [
    { holder: 'school', offer: 'Winter', ...terms },
    { holder: 'hotel', offer: 'Club', ...terms },
  ]);
  await fill(bed.engines.warehouse, bed.workspace, [
    { customer: 1, at: at('2025-12-02'), event: 'hire', account: 'school' },
    { customer: 2, at: at('2025-12-02'), event: 'hire', account: 'hotel' },
  ]);
  now();
  const found = await board('2026-07-01T12:00:00Z', { unit: 'account' });
  expect(found).toMatchObject({ total: 2, outOfSeason: 1, anyRed: 1 });
  expect(found.rows.map(({ holder, red }) => [holder.id, red])).toEqual([
    ['hotel', ['breadth']],
    ['school', []],
  ]);
});

it('takes the season its people show where none is declared: 60 people who hire in January alone rest in July', async () => {
  await shop(null);
  now();
  await fill(
    bed.engines.warehouse,
    bed.workspace,
    Array.from({ length: 60 }, (_, i) => i + 100).flatMap((customer) =>
      [2023, 2024, 2025, 2026].map((year) => ({ customer, at: at(`${year}-01-10`), event: 'hire' })),
    ),
  );
  expect(await board('2026-07-01T12:00:00Z')).toMatchObject({ total: 64, outOfSeason: 64, anyRed: 0 });
  expect((await board('2026-01-25T12:00:00Z')).outOfSeason).toBe(0);
});
