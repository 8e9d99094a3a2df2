import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, Trace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { gridOf, RetentionAsk } from '#src/insights/retention/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import type { Imported } from './import-ask.ts';
import { type AcquisitionTable, operations, type Recognised, type TableAskInput } from './index.ts';

const day = 86_400_000;
const start = Date.parse('2025-09-01T09:00:00Z');

let engines: TestEngines;
let context: Context;
const traces: Trace[] = [];
beforeAll(async () => {
  engines = await openTestEngines();
  const bare = asking(engines, await createTestWorkspace(engines));
  context = { ...bare, note: (trace) => void traces.push(trace) };
  await fill(engines.warehouse, context.workspace, lives);
  await ask('acquisition.import', { rows: imported });
});
afterAll(() => engines.close());

const ask = <T>(name: string, input: object): Promise<T> => run<T>(operations, context, name, input);
const tableOf = (input: Partial<TableAskInput> = {}) =>
  ask<AcquisitionTable>('acquisition.table', { ...question, ...input });

/** Forty customers of a campaign: some stay until day 70, some are seen last on day 40, the others on day 0. */
function crowd(
  first: number,
  named: { utm: string; channel: string },
  counts: { stay: number; later: number },
) {
  return Array.from({ length: 40 }, (_, i): ToldEvent[] => {
    const customer = first + i;
    const at = start + (i % 20) * day;
    const signUp = { customer, at, event: 'sign up', properties: { ...named } };
    const seen = i < counts.stay ? 70 : i < counts.stay + counts.later ? 40 : undefined;
    return seen === undefined ? [signUp] : [signUp, { customer, at: at + seen * day, event: 'visit' }];
  }).flat();
}

const lives: ToldEvent[] = [
  ...crowd(1, { utm: 'contest', channel: 'social' }, { stay: 4, later: 24 }), // 12 of 40 are not seen from day 30 on
  ...crowd(101, { utm: 'search', channel: 'search' }, { stay: 24, later: 14 }), // 2 of 40
  ...crowd(201, { utm: 'guide', channel: 'search' }, { stay: 22, later: 16 }), // 2 of 40
  // Five of a small campaign, one without a name, one who came too late to be judged.
  ...[301, 302, 303, 304, 305].map((customer) => ({
    customer,
    at: start,
    event: 'sign up',
    properties: { utm: 'flyer', channel: 'street' },
  })),
  { customer: 401, at: start, event: 'sign up' },
  {
    customer: 402,
    at: start + 100 * day,
    event: 'sign up',
    properties: { utm: 'search', channel: 'search' },
  },
  // Ten of the contest order for 30 € on day 10, one more on day 95, which is too late; one refund.
  ...Array.from({ length: 10 }, (_, i) => ({
    customer: 1 + i,
    at: start + (i + 10) * day,
    event: 'order',
    properties: { total: 30, currency: 'EUR' },
  })),
  { customer: 21, at: start + 95 * day, event: 'order', properties: { total: 500 } },
];

const imported = [
  {
    campaign: 'contest',
    channel: 'social',
    day: '2025-09-01',
    cost: '120.50',
    impressions: 6_000,
    clicks: 90,
  },
  { campaign: 'contest', channel: 'social', day: '2025-09-02', cost: 79.5, impressions: 4_000, clicks: 60 },
  { campaign: 'search', channel: 'search', day: '2025-09-01', cost: '400', impressions: 20_000, clicks: 200 },
  {
    campaign: 'guide',
    channel: 'search',
    day: '2025-09-01',
    impressions: 10_000,
    clicks: 90,
    sends: 100,
    replies: 26,
  },
  { campaign: 'nobody', day: '2025-09-01', cost: 1 },
  { campaign: 'contest', channel: 'social', day: '2025-07-01', cost: 9, impressions: 1, clicks: 1 }, // before the range
];

const question = {
  start: { event: 'sign up' },
  from: '2025-09-01',
  to: '2025-12-31',
  campaign: { by: 'start_property', name: 'utm' },
  channel: { by: 'start_property', name: 'channel' },
  value: { match: { event: 'order' }, property: 'total' },
} as const;

describe('C05: 10,000 impressions and 150 clicks, joined to who stayed from day 60 to day 90', () => {
  it('are a click rate of 1.50 %, from 1.28 to 1.76 %, for 200 € and 5 € a customer', async () => {
    const { rows, total } = await tableOf();
    const contest = rows.find(({ campaign }) => campaign?.value === 'contest');
    expect(contest).toMatchObject({
      impressions: 10_000,
      clicks: 150,
      ctr: { hits: 150, total: 10_000, share: { known: true, value: 0.015 } },
      cost: { known: true, value: 20_000 },
      customers: 40,
      costPerCustomer: { known: true, value: 500 },
      stayed: { hits: 4, total: 40 },
    });
    // Wilson of 150 in 10,000: (0.015 + 1.9207e-4 ± 1.96 √(0.015·0.985/1e4 + 0.9604e-8)) / 1.00038415.
    expect(contest?.ctr.low).toBeCloseTo(0.012797, 6);
    expect(contest?.ctr.high).toBeCloseTo(0.017575, 6);
    // 10 orders of 30 € among 40 judged: 7.50 € each; Student over 0 and 30: s² = 173.08 €², 2.0227 √(173.08 / 40) = 4.2075.
    expect(contest?.value).toMatchObject({
      total: { value: 30_000 },
      perCustomer: { value: 750 },
      paying: 10,
    });
    expect(contest?.value?.low).toBeCloseTo(750 - 420.75, 0);
    const guide = rows.find(({ campaign }) => campaign?.value === 'guide');
    expect(guide).toMatchObject({
      cost: { known: false },
      costPerCustomer: { known: false },
      replyRate: { hits: 26, total: 100, share: { known: true, value: 0.26 } },
    });
    expect(total).toMatchObject({ customers: 127, open: 1, impressions: 40_000, cost: { value: 60_100 } });
  });

  it('is flagged: the best click rate and the worst retention, both beyond chance', async () => {
    const { rows, verdict, unmatched } = await tableOf();
    expect(rows.map(({ campaign, flag }) => [campaign?.value ?? campaign?.kind, flag])).toEqual([
      ['search', null],
      ['guide', null],
      ['contest', 'best_clicks_worst_stay'],
      ['flyer', null],
      ['nobody', null],
      ['missing', null],
    ]);
    expect(verdict.en).toContain(
      '“contest” attracts best (click rate 1.5% (1.3–1.8% of 10,000)) and keeps worst',
    );
    expect(verdict.fr).toContain('« contest » attire le mieux');
    expect(unmatched).toEqual({ imported: ['nobody'], named: ['flyer'] });
  });

  it('of five customers we cannot say yet, nor of any while nobody can be judged', async () => {
    const { rows } = await tableOf();
    const flyer = rows.find(({ campaign }) => campaign?.value === 'flyer');
    expect([flyer?.enough, flyer?.against.stayed, flyer?.words?.en]).toEqual([
      false,
      null,
      expect.stringContaining('cannot say yet'),
    ]);
    const early = await tableOf({ asOf: '2025-10-20T00:00:00Z' });
    expect(early.state).toBe('running');
    expect(early.total.stayed).toMatchObject({ total: 0, share: { known: false } });
    expect(early.rows.every(({ flag }) => flag === null)).toBe(true);
    expect(early.verdict.en).toContain('cannot say yet');
  });

  it('has the retention that the retention question has for the same people and days', async () => {
    const { rows } = await tableOf({ channel: null });
    const grid = await gridOf(
      context,
      RetentionAsk.parse({
        start: { event: 'sign up', where: [] },
        return: { event: null, where: [] },
        rows: 'day',
        interval: 'day',
        brackets: [{ from: 60, to: 90 }],
        from: question.from,
        to: question.to,
        breakdown: { by: 'start_property', name: 'utm' },
      }),
    );
    const theirs = new Map(grid.series.map(({ kind, value, summary }) => [value ?? kind, summary.cells[1]]));
    const own = rows.filter(({ customers }) => customers > 0);
    expect(own.map(({ stayed }) => [stayed.hits, stayed.total])).toEqual(
      own.map(({ campaign }) => {
        const cell = theirs.get(campaign?.value ?? 'missing');
        return [cell?.returned, cell?.eligible];
      }),
    );
  });
});

describe('F03: channel social brings 30 % who leave again, search 5 %', () => {
  it('is a ranked alert, from 30 customers on', async () => {
    const { mismatch, mismatchBy } = await tableOf();
    expect(mismatchBy).toBe('channel');
    expect(mismatch.map(({ group, left, people, alert }) => [group.value, left, people, alert])).toEqual([
      ['social', 12, 40, true],
      ['search', 4, 80, false],
      ['street', 5, 5, false],
      [null, 1, 1, false],
    ]);
    const [social, , street] = mismatch;
    // The others: 4 of search and 5 of street, 9 of 85: 40 · 9 / 85 = 4.24 would have left.
    expect(social?.excess.known && social.excess.value).toBeCloseTo(12 - (40 * 9) / 85, 9);
    expect(social?.words.fr).toContain('30\u00a0% repartent aussitôt');
    expect(street?.words.en).toContain('cannot say yet');
  });

  it('may be an event instead, judged as soon as its days are over', async () => {
    const { total } = await tableOf({ mismatch: { days: 15, match: { event: 'order' } } });
    expect([total.mismatch.hits, total.mismatch.total]).toEqual([10, 127]);
  });
});

describe('the people behind a figure', () => {
  it('are as many as the figure says, row by row', async () => {
    const { rows } = await tableOf({ by: 'both' });
    const behind = rows.flatMap(({ campaign, channel, ...row }) =>
      Object.entries({
        customers: row.customers,
        judged: row.stayed.total,
        stayed: row.stayed.hits,
        not_stayed: row.stayed.total - row.stayed.hits,
        open: row.open,
        paying: row.value?.paying,
        mismatch_judged: row.mismatch.total,
        mismatched: row.mismatch.hits,
      }).map(([which, figure]) => ({ campaign, channel, which, figure })),
    );
    for (const { figure, ...group } of behind.filter((_, i) => i % 9 === 0)) {
      const input = { ask: { ...question, by: 'both' }, ...group };
      const { total } = await ask<{ total: number }>('acquisition.people', input);
      expect([group, total]).toEqual([group, figure]);
    }
  });

  it.each([
    [{ campaign: null }, 'acquisition.no_naming'],
    [{ stay: { from: 90, to: 60 } }, 'acquisition.days_in_disorder'],
    [{ mismatch: { days: 91 } }, 'acquisition.days_in_disorder'],
    [{ start: { event: 'sign in' } }, 'insights.unknown_event'],
    [{ campaign: { by: 'start_property', name: 'utn' } }, 'insights.unknown_property'],
  ])('are not asked for by %j', async (wrong, code) => {
    await expect(ask('acquisition.table', { ...question, ...wrong })).rejects.toMatchObject({ code });
  });
});

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
    const { campaigns } = await ask<{ campaigns: { campaign: string; days: number }[] }>(
      'acquisition.campaigns',
      {},
    );
    expect(campaigns.map(({ campaign, days }) => `${campaign} ${days}`)).toEqual([
      'contest 3',
      'guide 1',
      'nobody 1',
      'search 1',
    ]);
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
