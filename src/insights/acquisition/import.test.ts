import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Context, Trace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import type { Campaigns, Imported } from './import-ask.ts';
import { type AcquisitionTable, operations, type Recognised } from './index.ts';

let engines: TestEngines;
let context: Context;
const traces: Trace[] = [];
beforeAll(async () => {
  engines = await openTestEngines();
  const bare = asking(engines, await createTestWorkspace(engines));
  context = { ...bare, note: (trace) => void traces.push(trace) };
});
afterAll(() => engines.close());

const ask = <T>(name: string, input: object): Promise<T> => run<T>(operations, context, name, input);

const file = (cost: string) =>
  `\uFEFFCampagne;Canal;Date;Coût;Devise;Affichages;Clics;Note\r\n"été; soldes";ads;03/09/2025;${cost};eur;1 000;30;x\r\nhiver;ads;04/09/2025;;;200;;\r\n`;

describe('a file of campaigns', () => {
  const recognised = (head: string) => ask<Recognised>('acquisition.recognise', { head });

  it('is known by a campaign, a day and a figure, in both languages, wherever it is cut off', async () => {
    expect(await recognised(file('1 234,56').slice(0, 90))).toEqual({
      campaigns: true,
      fields: ['campaign', 'channel', 'day', 'cost', 'currency', 'impressions', 'clicks'],
      ignored: ['Note'],
    });
    expect((await recognised('campaign,day,sends\n')).campaigns).toBe(true);
  });

  it('is not one of events that name a campaign, nor of anything else', async () => {
    for (const head of [
      'customer,date,utm_campaign\n7,2026-01-10,spring\n',
      '{"event":"x"}\n',
      'PAR1\u0000',
      '',
    ])
      expect(await recognised(head), head).toMatchObject({ campaigns: false });
  });
});

describe('figures told again', () => {
  const importCsv = (csv: string) => ask<Imported>('acquisition.import-csv', { csv, dates: 'dmy' });

  it('count once; other ones replace them, and what they were stands in the audit log', async () => {
    expect(await importCsv(file('1 234,56'))).toMatchObject({
      added: 2,
      replaced: 0,
      unchanged: 0,
      ignored: ['Note'],
    });
    expect(await importCsv(file('1 234,56'))).toMatchObject({ added: 0, replaced: 0, unchanged: 2 });
    expect(await importCsv(file('1000'))).toMatchObject({ added: 0, replaced: 1, unchanged: 1, refused: 0 });
    expect(traces.at(-1)).toMatchObject({
      before: { replaced: [{ campaign: 'été; soldes', channel: 'ads', day: '2025-09-03', cost: 123_456 }] },
      after: { replacedBy: [{ cost: 100_000 }], added: 0 },
    });
    const kept = await context.records.rows(sql<{ cost: number | null; clicks: number | null }>`
      select cost, clicks from campaign_days where channel = 'ads' order by day`);
    expect(kept).toEqual([
      { cost: 100_000, clicks: 30 },
      { cost: null, clicks: null },
    ]);
    await Promise.all([importCsv(file('7')), importCsv(file('7')), importCsv(file('7'))]);
    expect(
      traces
        .slice(-3)
        .map(({ after }) => JSON.stringify(after?.replacedBy ?? null).length > 2)
        .sort(),
    ).toEqual([false, false, true]);
  });

  it('are taken away again, and only those', async () => {
    await ask('acquisition.remove', { campaign: 'hiver' });
    await ask('acquisition.remove', { campaign: 'été; soldes', channel: 'ads', from: '2025-09-03' });
    await expect(ask('acquisition.remove', { campaign: 'hiver' })).rejects.toMatchObject({
      code: 'acquisition.unknown_campaign',
    });
    const kept = await ask<Campaigns>('acquisition.campaigns', {});
    expect(kept.campaigns).toEqual([]);
  });
});

describe('figures of one campaign and day', () => {
  const one = { campaign: 'once', day: '2025-05-03', cost: 100, clicks: 10 };
  const importing = (...rows: object[]) => ask<Imported>('acquisition.import', { rows });
  const kept = async (like: string) =>
    context.records.rows(sql<{ channel: string; cost: number }>`
      select channel, cost
      from campaign_days
      where campaign like ${like}
      order by day, channel`);
  afterEach(() =>
    context.records.run(sql`delete from campaign_days where day between '2025-05-03' and '2025-05-04'`),
  );

  it('do not count with a channel beside those without, whichever was told first', async () => {
    expect(await importing(one)).toMatchObject({ added: 1 });
    const channelled = { ...one, channel: 'social' };
    expect(await importing(channelled, { ...channelled, day: '2025-05-04' })).toMatchObject({
      added: 1,
      replaced: 0,
      refused: 1,
      refusals: [
        {
          row: 1,
          field: 'channel',
          expected:
            'no channel, as figures of this campaign and day are kept without one; to tell them by channel, take those away first',
          got: 'social',
        },
      ],
    });
    expect(await importing({ ...one, day: '2025-05-04', cost: 7 })).toMatchObject({
      added: 0,
      refused: 1,
      refusals: [
        { row: 1, field: 'channel', expected: expect.stringMatching(/^a channel, as .*“social”/), got: '' },
      ],
    });
    expect(await kept('once')).toEqual([
      { channel: '', cost: 10_000 },
      { channel: 'social', cost: 10_000 },
    ]);
    await ask('acquisition.remove', { campaign: 'once', channel: '' });
    expect(await importing(channelled, { ...channelled, channel: 'search' })).toMatchObject({
      added: 2,
      refused: 0,
    });
    expect(await importing({ ...channelled, channel: 'mail' }, channelled)).toMatchObject({
      added: 1,
      unchanged: 1,
    });
  });

  it('are not told with and without a channel in one file', async () => {
    const found = await importing(one, { ...one, channel: 'social' }, { ...one, day: '2025-05-04' });
    expect(found).toMatchObject({ added: 1, refused: 2 });
    expect(found.refusals.map(({ row, field }) => [row, field])).toEqual([
      [1, 'channel'],
      [2, 'channel'],
    ]);
  });

  it('are one row however accents were typed, of customers too', async () => {
    const [composed, apart] = ['Été'.normalize('NFC'), 'Été'.normalize('NFD')];
    expect(await importing({ ...one, campaign: composed }, { ...one, campaign: apart })).toMatchObject({
      refused: 2,
    });
    expect(await importing({ ...one, campaign: apart, channel: apart })).toMatchObject({ added: 1 });
    expect(await importing({ ...one, campaign: composed, channel: composed, cost: 3 })).toMatchObject({
      replaced: 1,
    });
    expect(await kept(composed)).toEqual([{ channel: composed, cost: 300 }]);
    const bears = (customer: number, utm: string): ToldEvent => ({
      customer,
      at: Date.parse('2025-05-03T10:00:00Z'),
      event: 'join',
      properties: { utm },
    });
    await fill(engines.warehouse, context.workspace, [bears(900, composed), bears(901, apart)]);
    for (const by of [
      { by: 'start_property' },
      { by: 'first_property', match: { event: 'join' } },
    ] as const) {
      const { rows, unmatched } = await ask<AcquisitionTable>('acquisition.table', {
        start: { event: 'join' },
        from: '2025-05-01',
        to: '2025-05-31',
        campaign: { ...by, name: 'utm' },
        channel: null,
        value: null,
      });
      expect(rows).toMatchObject([{ campaign: { value: composed }, customers: 2, cost: { value: 300 } }]);
      expect(unmatched).toEqual({ imported: [], named: [] });
    }
    expect(await ask('acquisition.remove', { campaign: apart })).toEqual({ removed: 1 });
  });

  it('are settled in a moment, be 20,000 of them told twice', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ ...one, campaign: `many ${i % 10_000}` }));
    const found = await importing(...many);
    expect(found).toMatchObject({ rows: 20_000, added: 0, refused: 20_000 });
    expect(found.refusals).toHaveLength(200);
  });
});

describe('costs that can be read both ways', () => {
  const costs = (ask_: object, delimiter: string, ...amounts: string[]) =>
    ask<Imported>('acquisition.import-csv', {
      ...ask_,
      csv: [['campaign', 'day', 'cost'], ...amounts.map((cost, i) => [`both ${i}`, days(ask_)[i % 2], cost])]
        .map((cells) => cells.map((cell) => `"${cell}"`).join(delimiter))
        .join('\n'),
    });
  const days = ({ dates }: { dates?: string }) =>
    dates === 'dmy'
      ? ['03/05/2025', '04/05/2025']
      : dates === 'mdy'
        ? ['05/03/2025', '05/04/2025']
        : ['2025-05-03', '2025-05-04'];
  const kept = async () => {
    const rows = await context.records.rows(sql<{ cost: number }>`
      select cost from campaign_days where campaign like 'both %' order by campaign`);
    await context.records.run(sql`delete from campaign_days where campaign like 'both %'`);
    return rows.map(({ cost }) => cost);
  };

  it.each([
    [{ dates: 'dmy' }, ';', ['2.500', '12.000'], [250_000, 1_200_000]], // how a French spreadsheet writes a table
    [{ dates: 'mdy' }, ',', ['2,500', '12,000'], [250_000, 1_200_000]],
    [{ decimal: ',' }, ',', ['2.500', '12.000'], [250_000, 1_200_000]],
    [{ decimal: '.' }, ';', ['2.500', '12.000'], [250, 1200]],
    [{}, ',', ['2.500', '12,75'], [250_000, 1275]], // another cost of the file tells
    [{}, ',', ['2500', '12'], [250_000, 1200]],
  ] as const)('are told by %j, "%s" and %j', async (how, delimiter, amounts, cents) => {
    expect(await costs(how, delimiter, ...amounts)).toMatchObject({ added: 2, refused: 0 });
    expect(await kept()).toEqual(cents);
  });

  it.each([
    [{}, ';'],
    [{}, ','],
    [{ dates: 'dmy' }, ','],
  ])('are asked for where nothing tells: %j, "%s"', async (how, delimiter) => {
    await expect(costs(how, delimiter, '7', '2.500', '12.000')).rejects.toMatchObject({
      code: 'acquisition.decimal_mark_unclear',
      details: { field: 'decimal', got: '2.500' },
    });
    expect(await kept()).toEqual([]);
  });
});

describe('a bad row', () => {
  it.each<[object, string]>([
    [{ campaign: ' ' }, 'campaign: a name of 1 to 200 characters; '],
    [{ day: '2025-02-30' }, 'day: a day such as 2026-01-31; 2025-02-30'],
    [{ day: '2026-01-16' }, 'day: a day up to 2026-01-15, the last that has begun; 2026-01-16'],
    [{ cost: '1.234' }, 'cost: an amount of EUR of at least 0, with at most 2 decimals; 1.234'],
    [{ cost: -1 }, 'cost: an amount of EUR of at least 0, with at most 2 decimals; -1'],
    [{ currency: 'usd' }, 'currency: "EUR", the workspace\'s; usd'],
    [{ clicks: 1.5 }, 'clicks: a whole number of at least 0; 1.5'],
    [{ cost: null }, 'cost: at least one of cost, impressions, clicks, sends, replies; '],
  ])('is refused with field, expectation and value: %j', async (wrong, said) => {
    const row = { campaign: 'x', day: '2026-01-15', cost: 1, ...wrong };
    const found = await ask<Imported>('acquisition.import', { rows: [row] });
    expect(found).toMatchObject({ rows: 1, added: 0, refused: 1 });
    expect(
      found.refusals.map(({ row: at, field, expected, got }) => `${at} ${field}: ${expected}; ${got}`),
    ).toEqual([`1 ${said}`]);
  });

  it('leaves the others; of two rows for one day neither is taken', async () => {
    const row = { campaign: 'twice', day: '2026-01-10', clicks: 1 };
    const rows = [row, { ...row, clicks: 2 }, { ...row, day: '2026-01-11' }];
    const found = await ask<Imported>('acquisition.import', { rows });
    expect(found).toMatchObject({ added: 1, refused: 2, refusals: [{ row: 1, field: 'day' }, { row: 2 }] });
    await expect(ask('acquisition.import-csv', { csv: 'name,day\nx,2026-01-10\n' })).rejects.toMatchObject({
      code: 'acquisition.no_such_column',
    });
  });
});
