import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { known, unknown } from '#src/basics/estimate.ts';
import { asking, fill, paperWorkspace, run, type ToldEvent } from '#src/insights/testing/index.ts';
import { seededChance } from '#src/maths/chance/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { everyoneInSituation, operations, type Situations, SituationsAsk } from './index.ts';
import { inOrder } from './situations.ts';

let engines: TestEngines;
let context: Context;
let crowd: Context;
beforeAll(async () => {
  engines = await openTestEngines();
  const workspaces = [paperWorkspace(460), paperWorkspace(461)] as const;
  [context, crowd] = [asking(engines, workspaces[0]), asking(engines, workspaces[1])];
  await fill(engines.warehouse, workspaces[0], planted());
  await fill(engines.warehouse, workspaces[1], alike());
});
afterAll(() => engines.close());

const minute = 60_000;
const day = 1440 * minute;
const noon = Date.parse('2025-03-10T12:00:00Z');

/** Customers 1 … 300 watch, 301 … 450 search, 451 … 500 write to support; what each mostly does, 8 to 12 times. */
const groups = [
  { event: 'watch', from: 1, to: 300, backOf: 10, tip: 1, currency: 'EUR' },
  { event: 'search', from: 301, to: 450, backOf: 5, tip: 10, currency: 'EUR' },
  { event: 'support', from: 451, to: 500, backOf: 1, tip: 100, currency: 'JPY' },
];

function planted(): ToldEvent[] {
  const chance = seededChance(3);
  return groups.flatMap(({ event, from, to, backOf, tip, currency }) =>
    Array.from({ length: to - from + 1 }, (_, i) => {
      const customer = from + i;
      const doing = Array.from({ length: 8 + Math.floor(chance() * 5) }, () => event);
      const besides = groups.flatMap((one) => (chance() < 0.3 ? [one.event] : []));
      const told = ['sign up', ...doing, ...besides].map((name, n) => ({
        event: name,
        at: noon + n * minute,
      }));
      // Of ten, backOf come back on day 28, and pay 10 each; a currency is one however it is written.
      const back =
        i % 10 < backOf
          ? [
              {
                event: 'watch',
                at: noon + 28 * day,
                properties: { amount: 10, currency: i % 2 === 0 ? 'EUR' : 'eur' },
              },
            ]
          : [];
      // After the first days, which alone describe them: a tip in one currency, a gift in that of the situation.
      const paid = [
        { event: 'tip', at: noon + 20 * day, properties: { amount: tip, currency: 'EUR' } },
        { event: 'gift', at: noon + 21 * day, properties: { amount: tip, currency } },
      ];
      return [...told, ...back, ...paid].map((one) => ({ customer, ...one }));
    }).flat(),
  );
}

/** 300 of one crowd: everyone searches and watches more or less, by one law. */
function alike(): ToldEvent[] {
  const chance = seededChance(8);
  const times = () => Math.floor(-6 * Math.log(1 - chance()));
  return Array.from({ length: 300 }, (_, i) => {
    const names = ['watch', 'search'].flatMap((name) => Array.from({ length: times() }, () => name));
    return ['sign up', ...names].map((event, n) => ({ customer: i + 1, event, at: noon + n * minute }));
  }).flat();
}

const question = {
  start: { event: 'sign up' },
  from: '2025-03-10',
  to: '2025-03-10',
  worth: { match: { event: 'watch' }, property: 'amount' },
  asOf: '2025-05-01T00:00:00Z',
};
const situations = (more: object = {}, of = context) =>
  run<Situations>(operations, of, 'paths.situations', { ...question, ...more });

describe('three planted situations of 300, 150 and 50', () => {
  it('are found with their head counts, what tells them apart, who came back and what they paid', async () => {
    const answer = await situations();
    expect(answer.found).toBe('clear_groups');
    expect(answer.everyone.people).toBe(500);
    expect(
      answer.situations.map(({ people, share, above, retained, money }) => ({
        people,
        share,
        first: above[0]?.event,
        returned: retained.returned,
        observed: retained.observed,
        amount: money.amount,
      })),
    ).toEqual([
      {
        people: 300,
        share: 0.6,
        first: 'watch',
        returned: 300,
        observed: 300,
        amount: { known: true, value: 3000 },
      },
      {
        people: 150,
        share: 0.3,
        first: 'search',
        returned: 75,
        observed: 150,
        amount: { known: true, value: 750 },
      },
      {
        people: 50,
        share: 0.1,
        first: 'support',
        returned: 5,
        observed: 50,
        amount: { known: true, value: 50 },
      },
    ]);
    expect(answer.situations[1]?.money).toMatchObject({ currency: 'EUR', people: 75 });
    expect(answer.situations.map(({ money: { share } }) => share.known && share.value * 3800)).toEqual([
      3000, 750, 50,
    ]);
    expect(answer.everyone.money.share).toEqual({ known: true, value: 1 });
    expect(answer.situations[0]?.name.fr).toBe('Beaucoup de « watch »');
    expect(answer.verdict.en).toContain('3 situations stand apart among 500 people.');
  });

  it('hold exactly the people they count', async () => {
    const { situations: told, clustering } = await situations();
    for (const [i, { number, retained }] of told.entries()) {
      const { from = 0, to = 0 } = groups[i] ?? {};
      const everyone = await everyoneInSituation(context, {
        ask: SituationsAsk.parse(question),
        clustering,
        situation: number,
        which: 'people',
      });
      expect(everyone).toEqual({
        unit: 'customer',
        customers: Array.from({ length: to - from + 1 }, (_, n) => from + n),
      });
      const page = await run<{ total: number }>(operations, context, 'paths.situation-people', {
        ask: question,
        clustering,
        situation: number,
        which: 'returned',
      });
      expect(page.total).toBe(retained.returned);
    }
  });

  it('say why the return and the money are not known', async () => {
    const { situations: told } = await situations({ worth: null, asOf: '2025-04-10T00:00:00Z' });
    expect(told[0]?.retained.share).toEqual({ known: false, why: 'not_watched_long_enough' });
    expect(told[0]?.money.amount).toEqual({ known: false, why: 'not_computable' });
  });

  it('wait until the first days are over: those of 10 March on the 17th', async () => {
    const at = async (asOf: string) => {
      const { tooEarly, everyone } = await situations({ asOf });
      return { tooEarly, people: everyone.people };
    };
    expect(await at('2025-03-16T22:59:00Z')).toEqual({ tooEarly: 500, people: 0 });
    expect(await at('2025-03-16T23:00:00Z')).toEqual({ tooEarly: 0, people: 500 }); // midnight in Paris
  });
});

describe('two situations of nearly one size: 101 play, 99 read', () => {
  const close = paperWorkspace(462);
  const of = (first: number, count: number, event: string) =>
    Array.from({ length: count }, (_, i) =>
      ['sign up', ...Array.from({ length: 8 + (i % 4) }, () => event)].map(
        (name, n): ToldEvent => ({ customer: first + i, event: name, at: noon + n * minute }),
      ),
    ).flat();
  const lateCustomers = (first: number) => fill(engines.warehouse, close, of(first, 4, 'read'));
  const ask = { ...question, worth: null };

  it('open the people they counted also after four late readers have made the other one the larger', async () => {
    await fill(engines.warehouse, close, [...of(1, 101, 'play'), ...of(201, 99, 'read')]);
    const asks = asking(engines, close);
    const before = await situations({ worth: null }, asks);
    const sizes = ({ situations: told }: Situations) => told.map(({ name, people }) => [name.fr, people]);
    expect(sizes(before)).toEqual([
      ['Beaucoup de « play »', 101],
      ['Beaucoup de « read »', 99],
    ]);
    await lateCustomers(301);
    const after = await situations({ worth: null }, asks);
    expect(sizes(after)).toEqual([
      ['Beaucoup de « read »', 103],
      ['Beaucoup de « play »', 101],
    ]);
    const first = async ({ clustering, situations: told }: Situations) => {
      const asked = { ask: SituationsAsk.parse(ask), clustering, situation: told[0]?.number ?? 0 };
      const who = await everyoneInSituation(asks, { ...asked, which: 'people' });
      return 'customers' in who ? [who.customers[0], who.customers.length] : [];
    };
    expect(await first(before)).toEqual([1, 101]);
    expect(await first(after)).toEqual([201, 103]);
  });

  it('are named by what they were found in: the same sample has the same name, another one another', async () => {
    const asks = asking(engines, close);
    const one = await situations({ worth: null }, asks);
    const again = await situations({ worth: null, retained: { from: 7, to: 13 } }, asks);
    expect(again.clustering).toBe(one.clustering);
    await lateCustomers(401);
    expect((await situations({ worth: null }, asks)).clustering).not.toBe(one.clustering);
  });

  it('are refused where nobody remembers them and others are found now', async () => {
    const asked = { ask, clustering: '0'.repeat(32), situation: 1 };
    await expect(
      run(operations, asking(engines, close), 'paths.situation-people', asked),
    ).rejects.toMatchObject({ code: 'paths.no_such_situation', kind: 'conflict' });
  });
});

describe('one crowd', () => {
  it('has no clear groups, and everyone is still counted', async () => {
    const answer = await situations({ worth: null }, crowd);
    expect(answer).toMatchObject({ found: 'no_clear_groups', situations: [], everyone: { people: 300 } });
    expect(answer.verdict.fr).toContain('Pas de groupes nets parmi 300 personnes');
    const { clustering } = answer;
    const asked = { ask: { ...question, worth: null }, clustering, situation: 1 };
    await expect(run(operations, crowd, 'paths.situation-people', asked)).rejects.toThrow(
      /paths.no_such_situation/,
    );
  });
});

describe('a question about situations that cannot be answered', () => {
  it.each([
    ['a return within the first days', { retained: { from: 6, to: 9 } }, /paths.outcome_too_early/],
    ['a return that ends before it begins', { retained: { from: 9, to: 8 } }, /insights.empty_range/],
    ['an event that never came', { events: ['wach'] }, /insights.unknown_event.*watch/],
    [
      'an amount that no event bears',
      { worth: { match: { event: 'watch' }, property: 'amont' } },
      /insights.unknown_property.*amount/,
    ],
  ])('is refused: %s', async (_, more, message) => {
    await expect(situations(more)).rejects.toThrow(message);
  });
});

it('stand by people, or by money on request: 12 with 40 % of the revenue against 300 with 5 %', () => {
  const one = (people: number, amount: number | null) => ({
    people,
    money: {
      amount: amount === null ? unknown('no_events') : known(amount),
      share: amount === null ? unknown('no_events') : known(amount / 10_000),
      currency: 'EUR',
      people,
    },
  });
  const [few, many, untold] = [one(12, 4000), one(300, 500), one(50, null)];
  expect(inOrder([few, untold, many], 'mass')).toEqual([many, untold, few]);
  expect(inOrder([untold, many, few], 'money')).toEqual([few, many, untold]);
});

it('are asked for by money at the same address: here those of fewest people have most of it', async () => {
  const tips = { match: { event: 'tip' }, property: 'amount' };
  const { situations: byMoney, rankedBy } = await situations({ rank: 'money', worth: tips });
  expect(byMoney.map(({ people, money: { amount } }) => [people, amount.known && amount.value])).toEqual([
    [50, 5000], // 100 each
    [150, 1500], // 10 each
    [300, 300], // 1 each
  ]);
  expect(rankedBy).toBe('money');
});

it('are told of people in words where money was asked for and is of several currencies', async () => {
  const tips = { match: { event: 'gift' }, property: 'amount' };
  const { situations: told, rankedBy, verdict } = await situations({ rank: 'money', worth: tips });
  expect(told.map(({ people, money: { currency } }) => [people, currency])).toEqual([
    [300, 'EUR'],
    [150, 'EUR'],
    [50, 'JPY'],
  ]);
  expect(rankedBy).toBe('mass');
  expect(verdict.en).toContain(
    'The amounts are in several currencies: the ranking is by number, not by money.',
  );
});
