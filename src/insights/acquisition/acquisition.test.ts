import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { gridOf, RetentionAsk } from '#src/insights/retention/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type GroupsCompared, operations as groupOperations } from '../groups/index.ts';
import { ratesAgainstRest } from './against.ts';
import { type AcquisitionTable, operations, type TableAskInput } from './index.ts';

const day = 86_400_000;
const start = Date.parse('2025-09-01T09:00:00Z');

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
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
    const signUp = { customer, at, event: 'sign up', properties: { ...named }, traits: { utm: named.utm } };
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
    traits: { utm: 'flyer' },
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
      '“contest” attracts best (click rate 1.5% (1.3–1.8% of 10,000), at least 10% above the others) and keeps worst',
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

describe('compared by groups', () => {
  const comparing = (...names: readonly string[]) =>
    run<GroupsCompared>(groupOperations, context, 'compare.groups', {
      question: { of: 'acquisition.table', ask: question },
      arms: names.map((name) => ({
        kind: 'people',
        name,
        people: [{ kind: 'trait', trait: 'utm', how: 'is', values: [name] }],
      })),
    });

  it('4 of 40 who stayed differ from 24 of 40, and so do those who paid and who left again', async () => {
    const { figures, pairs, verdict } = await comparing('contest', 'search');
    expect(
      figures.map(({ key, groups }) => [key, ...groups.map(({ hits, total }) => `${hits}/${total}`)]),
    ).toEqual([
      ['stayed', '4/40', '24/40'],
      ['paid', '10/40', '0/40'],
      ['left_again', '12/40', '2/40'],
    ]);
    // z = −0.5 / √(0.35 · 0.65 · 2 / 40) = −4.688
    expect(pairs[0]?.cells[0]?.z).toMatchObject({ value: expect.closeTo(-4.688, 3) });
    expect(pairs[0]?.cells.map((cell) => cell.verdict)).toEqual(['different', 'different', 'different']);
    expect(verdict.fr).toContain('pour « restés du jour 60 au jour 90 »');
  });

  it('names no dates in how it counts where each group has its own', async () => {
    const weeks = [
      ['2025-09-01', '2025-09-07'],
      ['2025-09-08', '2025-09-14'],
    ];
    const { definition } = await run<GroupsCompared>(groupOperations, context, 'compare.groups', {
      question: { of: 'acquisition.table', ask: question },
      arms: weeks.map(([from, to]) => ({ kind: 'range', from, to })),
    });
    expect(definition.en).toContain('first “sign up” of all history, within the dates of each group');
    expect(definition.fr).not.toContain('septembre');
  });

  it('4 of 40 against none of five cannot be told apart yet', async () => {
    const { verdict } = await comparing('contest', 'flyer');
    expect(verdict.en).toMatch(/^We cannot say yet/);
  });
});

describe('rates of clicks, which are no independent draws', () => {
  it.each([
    ['1.62 % against 1.50 % of 100,000, p = 0.03 but 8 % apart', 1620, 1500, 100_000, 'cannot_say'],
    ['1.56 % against 1.50 % of a million, 4 % apart', 15_600, 15_000, 1_000_000, 'no_difference_found'],
    ['1.65 % against 1.50 % of 100,000, 10 % apart', 1650, 1500, 100_000, 'different'],
    ['1.64 % against 1.50 % of 100,000, just below', 1640, 1500, 100_000, 'cannot_say'],
    ['20 against 15 of 1,000', 20, 15, 1000, 'cannot_say'],
    ['none of either', 0, 0, 1000, 'cannot_say'],
  ] as const)('differ by 10 %% of the others at least: %s', (_, one, other, total, verdict) => {
    const [held] = ratesAgainstRest([
      { hits: one, total },
      { hits: other, total },
    ]);
    expect(held?.verdict).toBe(verdict);
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

describe('where accounts are counted', () => {
  const companies = async (accounts: number) => {
    const own = asking(engines, await createTestWorkspace(engines));
    await fill(
      engines.warehouse,
      own.workspace,
      Array.from({ length: accounts }, (_, i) => ({
        customer: i + 1,
        account: `a${i}`,
        at: start,
        event: 'sign up',
        properties: { utm: 'fair' },
      })),
    );
    const { channel: _none, value: _worth, ...asked } = question;
    return run<AcquisitionTable>(operations, own, 'acquisition.table', { ...asked, unit: 'account' });
  };

  it('nothing is said of customers, and one is one', async () => {
    const table = await companies(1);
    expect(table.verdict.fr).toMatch(/^1 compte a commencé/);
    expect(table.verdict.en).toMatch(/^1 account began/);
    expect(table.rows[0]?.words?.fr).toContain('1 compte jugé, il en faut 30');
    expect(table.mismatch[0]?.words.en).toContain('1 account judged, 30 are needed');
    expect((await companies(3)).mismatch[0]?.words.fr).toContain('3 comptes jugés, il en faut 30');
    const said = [table.verdict, table.definition, ...table.rows.map(({ words }) => words)];
    expect(JSON.stringify([said, table.mismatch.map(({ words }) => words)])).not.toMatch(/client|customer/i);
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
    [{ value: { match: { event: 'sign up' }, property: 'utm' } }, 'insights.not_a_number'],
    [{ campaign: { by: 'trait', name: 'utn' } }, 'traits.unknown'],
    [{ channel: { by: 'trait', name: 'chanel' } }, 'traits.unknown'],
  ])('are not asked for by %j', async (wrong, code) => {
    await expect(ask('acquisition.table', { ...question, ...wrong })).rejects.toMatchObject({ code });
  });
});
