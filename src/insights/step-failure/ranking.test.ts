import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, Workspace } from '#src/access/index.ts';
import { asking, fill, paperWorkspace, type ToldEvent } from '#src/insights/testing/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { comparableSteps, pageOf, RankingAsk, type RankingAskInput, rankingOf } from './index.ts';
import { did } from './lives.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const ended = { kind: 'event', match: { event: 'ended' }, to: 60 } as const;
const silent = { kind: 'silence', match: { event: 'visited' }, from: 60, to: 89 } as const;

/** Steps named like their events, of those who opened an account in the first days of March. */
const ranked = (workspace: Workspace, events: readonly string[], departure: typeof ended | typeof silent) =>
  rankingOf(
    asking(engines, workspace),
    RankingAsk.parse({
      of: {
        declared: {
          start: { event: 'opened' },
          steps: events.map((event) => ({ name: event, done: { event } })),
          windowDays: 14,
          departure,
        },
      },
      from: '2025-03-01',
      to: '2025-03-10',
    }),
  );

it('does not let those who left at once make a later step look as if it kept people', async () => {
  const workspace = paperWorkspace(401);
  // 40 leave on day 2, before anybody does the step on day 5; of the 60 others half do it, and 6 of each half leave.
  await fill(
    engines.warehouse,
    workspace,
    Array.from({ length: 100 }, (_, i) => [
      did(i + 1, 0, 'opened'),
      ...(i < 40 ? [did(i + 1, 2, 'ended')] : []),
      ...(i >= 40 && i % 2 === 0 ? [did(i + 1, 5, 'invited')] : []),
      ...(i >= 40 && i < 52 ? [did(i + 1, 30, 'ended')] : []),
    ]).flat(),
  );
  const { leftEarly, people, steps } = await ranked(workspace, ['invited'], ended);
  expect([leftEarly, people]).toEqual([40, 60]);
  expect(steps[0]).toMatchObject({ missed: { people: 30, left: 6 }, done: { people: 30, left: 6 } });
  expect(steps[0]?.riskRatio).toMatchObject({ value: { ratio: { value: 1 } } });
});

it('says that those who miss a step leave less often, where that is what the test found', async () => {
  const workspace = paperWorkspace(402);
  // 2 of the 40 who miss it leave, and 40 of the 60 who do it.
  await fill(
    engines.warehouse,
    workspace,
    Array.from({ length: 100 }, (_, i) => [
      did(i + 1, 0, 'opened'),
      ...(i < 60 ? [did(i + 1, 1, 'invited')] : []),
      ...(i < 40 || i >= 98 ? [did(i + 1, 30, 'ended')] : []),
    ]).flat(),
  );
  const ranking = await ranked(workspace, ['invited'], ended);
  expect(ranking.steps[0]).toMatchObject({ found: 'different', missed: { left: 2 }, done: { left: 40 } });
  expect(ranking.verdict).toEqual({
    fr: 'Aucune étape manquée ne va avec plus de départs. Au contraire, ceux qui n’arrivent pas à « invited » partent moins souvent que les autres ; ce n’est probablement pas un hasard.',
    en: 'No missed step goes with more departures. On the contrary, those who do not get through “invited” leave less often than the others; it is probably not by chance.',
  });
});

it('corrects only over steps that may explain: 0.032 among two is 0.064, be there a tautology of p 0 beside them or not', async () => {
  const workspace = paperWorkspace(403);
  // 100 visit early and on day 70, and stay; 100 never visit, and leave: of either, so many do the two other steps.
  const some = (i: number, stay: number, leave: number) => (i < 100 ? i < stay : i - 100 < leave);
  const deeds: readonly (readonly [event: string, days: number, of: (i: number) => boolean])[] = [
    ['opened', 0, () => true],
    ['invited', 1, (i) => some(i, 65, 50)],
    ['imported', 1, (i) => some(i, 60, 62)],
    ['visited', 2, (i) => i < 100],
    ['visited', 70, (i) => i < 100],
  ];
  await fill(
    engines.warehouse,
    workspace,
    Array.from({ length: 200 }, (_, i) =>
      deeds.flatMap(([event, days, of]) => (of(i) ? [did(i + 1, days, event)] : [])),
    ).flat(),
  );
  const stepsOf = async (...events: string[]) => {
    const { steps } = await ranked(workspace, events, silent);
    return new Map(steps.map((step) => [step.name, step]));
  };
  const [two, three] = [
    await stepsOf('invited', 'imported'),
    await stepsOf('visited', 'invited', 'imported'),
  ];
  // 50 of 85 who did not invite leave, 50 of 115 others: z = 0.15345 / (0.5 · √(1/85 + 1/115)) = 2.1456, p = 0.0319.
  expect(two.get('invited')).toMatchObject({
    p: { value: expect.closeTo(0.0319, 4) },
    correctedP: { value: expect.closeTo(0.0638, 4) },
    found: 'cannot_say',
  });
  for (const name of ['invited', 'imported']) {
    const { step: _, ...alone } = two.get(name) ?? {};
    expect(three.get(name)).toMatchObject(alone);
  }
  expect(three.get('visited')).toMatchObject({
    step: 1,
    selfEvident: 'departure',
    missed: { people: 100, left: 100 },
    done: { people: 100, left: 0 },
    correctedP: { known: false, why: 'not_computable' },
  });
  expect([...three.keys()].at(-1)).toBe('visited');
});

describe('a step after the purchase, where leaving is silence', () => {
  let context: Context;
  // Of 400 who open an account 200 buy, and of these 150 book; all who book are seen on day 70, and 10 of the 50 others who bought.
  beforeAll(async () => {
    context = asking(engines, paperWorkspace(404));
    await fill(
      engines.warehouse,
      context.workspace,
      Array.from({ length: 400 }, (_, i) => [
        did(i + 1, 0, 'opened', { paid: i < 200 ? 10 : 1, currency: 'EUR' }),
        ...(i < 200 ? [did(i + 1, 1, 'Order Completed')] : []),
        ...(i < 150 ? [did(i + 1, 2, 'booked')] : []),
        ...(i < 160 ? [did(i + 1, 70, 'visited')] : []),
      ]).flat(),
    );
  });
  const ask = (among: 'everyone' | 'reached' = 'everyone') =>
    RankingAsk.parse({
      of: {
        declared: {
          start: { event: 'opened' },
          steps: ['Order Completed', 'booked'].map((event) => ({ name: event, done: { event } })),
          windowDays: 14,
          departure: silent,
        },
      },
      from: '2025-03-01',
      to: '2025-03-10',
      among,
      worth: { by: 'property', match: { event: 'opened' }, property: 'paid' },
    });

  it('is judged among the 200 who bought: 50 missed it, not 250, and figures and lists are of the same people', async () => {
    const { people, left, steps, verdict, definition } = await rankingOf(context, ask());
    expect([people, left]).toEqual([400, 240]);
    expect(steps[0]).toMatchObject({
      name: 'booked',
      judgedAfter: { step: 1, name: 'Order Completed' },
      missed: { people: 50, left: 40 },
      done: { people: 150, left: 0 },
      massShare: { value: 0.25 },
      departures: { value: { people: 40, shareOfAll: { value: 1 } } },
      money: { amount: { value: 500 }, share: { value: 0.25 }, people: 50 }, // 50 × 10 of 200 × 10
    });
    expect(steps[1]).toMatchObject({ name: 'Order Completed', judgedAfter: null, missed: { people: 200 } });
    expect(verdict.en).toMatch(
      /^“booked”: 50 people do not get through it \(25% of those who did “Order Completed”\)\. 80% .*\(among those who did “Order Completed”\)/,
    );
    expect(definition.fr).toContain('n’est jugée que parmi ceux qui ont acheté ou se sont inscrits');
    const total = async (kind: 'judged' | 'missed' | 'skipped', outcome: 'any' | 'left' = 'any') =>
      (await pageOf(context, { ask: ask(), which: { kind, step: 2, outcome }, limit: 1 })).total;
    expect([await total('judged'), await total('missed'), await total('skipped', 'left')]).toEqual([
      200, 50, 40,
    ]);
  });

  it('is judged among them where a step is asked among those who reached it, too', async () => {
    const { steps } = await rankingOf(context, ask('reached'));
    expect(steps[0]).toMatchObject({ name: 'booked', missed: { people: 50 }, done: { people: 150 } });
  });

  it('is compared between groups as a share of those judged by it: 50 of 200', async () => {
    const { shares } = await comparableSteps.measure(
      context,
      { ...ask(), asOf: '2025-08-01T00:00:00Z' },
      { dated: true },
    );
    expect(shares.map(({ hits, total }) => [hits, total])).toEqual([
      [200, 400],
      [50, 200],
    ]);
    expect(shares[1]?.behind?.total).toMatchObject({ which: { kind: 'judged', step: 2 } });
  });
});

describe('12 users with 40 % of the revenue against 300 users with 5 %', () => {
  let context: Context;
  /** 12 worth 400 each miss the first step, 300 worth 2 each the second; 688 miss nothing, and are worth 6,600 together. */
  beforeAll(async () => {
    context = asking(engines, await createTestWorkspace(engines));
    const [rich, many, all] = [12, 312, 1000];
    const worth = (i: number) => (i < rich ? 400 : i < many ? 2 : i === many ? 6600 : 0);
    await fill(
      engines.warehouse,
      context.workspace,
      Array.from({ length: all }, (_, i): ToldEvent[] => {
        const one = i + 1;
        // Of those who miss a step all but every fourth leave, of the others every tenth.
        const stays = i < many ? i % 4 === 0 : i % 10 !== 0;
        return [
          did(one, 0, 'Account Opened', { paid: worth(i), currency: i === 999 ? 'USD' : 'EUR' }),
          ...(i === 0 ? [did(one, 3, 'gift', { amount: 100_000, currency: 'JPY' })] : []),
          ...(i === rich ? [did(one, 3, 'gift', { amount: 5000, currency: 'EUR' })] : []),
          ...(i < rich ? [] : [did(one, 1, 'Manager Met')]),
          ...(i >= rich && i < many ? [] : [did(one, 2, 'Users Imported')]),
          ...(stays ? [did(one, 70, 'Project Opened')] : []),
        ];
      }).flat(),
    );
  });
  const withWorth = (wishes: Partial<RankingAskInput> = {}) =>
    rankingOf(
      context,
      RankingAsk.parse({
        of: {
          declared: {
            start: { event: 'Account Opened' },
            steps: [
              { name: 'X', done: { event: 'Manager Met' } },
              { name: 'Y', done: { event: 'Users Imported' } },
            ],
            windowDays: 14,
            departure: { kind: 'silence', from: 60, to: 89 },
          },
        },
        from: '2025-03-03',
        to: '2025-03-03',
        worth: {
          by: 'property',
          match: {
            event: 'Account Opened',
            where: [{ property: 'currency', how: 'is', values: ['EUR'] }],
          },
          property: 'paid',
        },
        ...wishes,
      } as RankingAskInput),
    );

  it('ranks by people unless told, by money on request, and shows both', async () => {
    const byMass = await withWorth();
    expect(byMass.steps.map(({ name }) => name)).toEqual(['Y', 'X']);
    expect((await withWorth({ rank: 'money' })).steps.map(({ name }) => name)).toEqual(['X', 'Y']);
    const figures = byMass.steps.map(({ missed, massShare, money: { amount, share } }) => [
      missed.people,
      massShare.known && massShare.value,
      amount.known && amount.value,
      share.known && share.value,
    ]);
    // 12 × 400 = 4,800 and 300 × 2 = 600 of 12,000.
    expect(figures).toEqual([
      [300, 0.3, 600, 0.05],
      [12, 0.012, 4800, 0.4],
    ]);
  });

  it('ranks by people where the amounts are of several currencies, and says so', async () => {
    const gifts = { by: 'property', match: { event: 'gift' }, property: 'amount' } as const;
    const ranking = await withWorth({ worth: gifts, rank: 'money' });
    // 5,000 € of the 300 who miss Y, 100,000 ¥ of the 12 who miss X.
    expect(ranking.steps.map(({ name, money: { amount, currency } }) => [name, amount, currency])).toEqual([
      ['Y', { known: true, value: 5000 }, 'EUR'],
      ['X', { known: true, value: 100_000 }, 'JPY'],
    ]);
    expect(ranking.rankedBy).toBe('mass');
    expect(ranking.verdict.fr).toContain('Les montants sont en plusieurs monnaies');
    expect((await withWorth({ rank: 'money' })).rankedBy).toBe('money');
  });

  it('leaves the share unknown with its reason: currencies of the others mixed, nothing said of worth', async () => {
    const all = { by: 'property', match: { event: 'Account Opened' }, property: 'paid' } as const;
    const mixed = (await withWorth({ worth: all, rank: 'money' })).steps[0]?.money;
    expect(mixed).toMatchObject({
      amount: { value: 4800 },
      share: { known: false, why: 'mixed_currencies' },
    });
    const untold = (await withWorth({ worth: null })).steps[0]?.money;
    expect(untold).toMatchObject({ share: { known: false, why: 'not_computable' } });
  });
});
