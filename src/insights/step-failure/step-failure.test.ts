import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as keeping } from '#src/insights/keeping/index.ts';
import { asking, fill, paperWorkspace, run, type ToldEvent } from '#src/insights/testing/index.ts';
import { operations as values } from '#src/insights/value/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import {
  everyoneBehind,
  type Onboarding,
  operations,
  pageOf,
  RankingAsk,
  type RankingAskInput,
  rankingOf,
  type StepFailureWhich,
} from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const day = 86_400_000;
const start = Date.parse('2025-03-03T09:00:00Z');

const importing = {
  start: { event: 'Account Opened' },
  steps: [
    { name: 'open a project', done: { event: 'Project Opened' } },
    { name: 'import users', done: { event: 'Users Imported' }, failed: { event: 'Import Failed' } },
  ],
  windowDays: 14,
  departure: { kind: 'silence', from: 60, to: 89 },
} as const;

/**
 * 200 fail to import their users, and 120 of them (60 %) are not seen on days 60 to 89; 800 import them, and 120 of them
 * (15 %) are not seen. Everybody else is seen on day 70. A project is opened by every second one of either.
 */
function thousand(): ToldEvent[] {
  return Array.from({ length: 1000 }, (_, i) => {
    const failed = i < 200;
    const stays = failed ? i >= 120 : i >= 320;
    const did = (event: string, days: number, properties = {}) => ({
      customer: i + 1,
      at: start + days * day,
      event,
      properties,
    });
    return [
      did('Account Opened', 0, { seats: 2, currency: i % 2 === 0 ? 'EUR' : 'eur' }), // one currency
      did(failed ? 'Import Failed' : 'Users Imported', 1),
      ...(i % 2 === 0 ? [did('Project Opened', 2)] : []),
      ...(stays ? [did('Project Opened', 70)] : []),
    ];
  }).flat();
}

describe('200 failed "import users" and 60 % of them left, 800 did it and 15 % left', () => {
  let context: Context;
  let onboarding: Onboarding;
  const ask = (): RankingAskInput => ({
    of: { onboarding: onboarding.id },
    from: '2025-03-03',
    to: '2025-03-03',
    worth: { by: 'property', match: { event: 'Account Opened' }, property: 'seats' },
  });
  beforeAll(async () => {
    context = asking(engines, await createTestWorkspace(engines));
    await fill(engines.warehouse, context.workspace, thousand());
    ({ onboarding } = await run<{ onboarding: Onboarding }>(operations, context, 'onboarding.create', {
      name: 'Opening',
      declared: importing,
    }));
  });

  it('ranks it first: risk ratio 4.0 (3.27 to 4.89), odds ratio 8.5, 90 departures more than at the others’ share', async () => {
    const ranking = await rankingOf(context, RankingAsk.parse(ask()));
    const [first, second] = ranking.steps;
    expect([ranking.started, ranking.people, ranking.left]).toEqual([1000, 1000, 240]);
    expect(first).toMatchObject({ step: 2, name: 'import users', found: 'different' });
    expect([first?.failed.people, first?.skipped.people, first?.done.people]).toEqual([200, 0, 800]);
    // Katz: exp(ln 4 ± 1.96 √(80/200/120 + 680/800/120)) = 4 · exp(± 0.2001)
    expect(first?.riskRatio).toMatchObject({
      known: true,
      value: {
        ratio: { value: expect.closeTo(4, 10) },
        low: expect.closeTo(3.275, 2),
        high: { value: expect.closeTo(4.886, 2) },
      },
    });
    expect(first?.oddsRatio).toMatchObject({ value: { ratio: { value: expect.closeTo(8.5, 10) } } });
    expect(first?.departures).toMatchObject({
      value: { people: expect.closeTo(90, 8), shareOfAll: { value: 90 / 240 } },
    });
    expect(first?.massShare).toEqual({ known: true, value: 0.2 });
    expect(first?.money).toMatchObject({
      amount: { value: 400 },
      share: { value: 0.2 }, // 400 of 2,000
      ofThoseWhoLeft: { value: 240 },
      currency: 'EUR',
      people: 200,
    });
    // Of either half of those who stay and leave the same: nothing to find in the other step.
    expect(second).toMatchObject({ step: 1, found: expect.not.stringMatching('different') });
    expect(ranking.verdict.fr).toMatch(/« import users » : 200 personnes n’y arrivent pas \(20\s%\)/);
    expect(ranking.verdict.en).toContain('4.0 times as many');
  });

  it('ranks by mass unless told, causes first: twice as many skip what goes with no departure', async () => {
    const of = async (rank: RankingAskInput['rank']) =>
      (await rankingOf(context, RankingAsk.parse({ ...ask(), rank }))).steps.map(({ step }) => step);
    expect([await of(undefined), await of('mass')]).toEqual([
      [2, 1], // of 500 who open no project as many leave as of the others
      [2, 1],
    ]);
    expect(await of('money')).toEqual([1, 2]); // 1,000 against 400
  });

  it('lists exactly the 200, and the 120 of them who left, and keeps them as a list', async () => {
    const asked = RankingAsk.parse(ask());
    const behind = (which: StepFailureWhich) => pageOf(context, { ask: asked, which, limit: 1000 });
    const failed = await behind({ kind: 'failed', step: 2, outcome: 'any' });
    expect(failed.total).toBe(200);
    expect(failed.people.map(({ customer }) => customer)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    expect((await behind({ kind: 'missed', step: 2, outcome: 'left' })).total).toBe(120);
    expect(
      await everyoneBehind(context, { ask: asked, which: { kind: 'missed', step: 2, outcome: 'stayed' } }),
    ).toEqual({
      unit: 'customer',
      customers: Array.from({ length: 80 }, (_, i) => i + 121),
    });
    const { list } = await run<{ list: { id: string; size: number } }>(keeping, context, 'lists.save', {
      name: 'failed to import',
      from: { of: 'step-failure.people', ask: { ask: ask(), which: { kind: 'failed', step: 2 } } },
    });
    expect(list.size).toBe(200);
  });

  it('counts nobody whose departure days are not over: on day 89 none, on day 90 all', async () => {
    const at = (days: number) =>
      rankingOf(context, RankingAsk.parse({ ...ask(), asOf: new Date(start + days * day).toISOString() }));
    expect(await at(89)).toMatchObject({ started: 1000, notObservable: 1000, people: 0 });
    expect(await at(90)).toMatchObject({ started: 1000, notObservable: 0, people: 1000 });
  });

  it('keeps versions: an answer says by which it was counted', async () => {
    const change = (declared: unknown) =>
      run<{ onboarding: Onboarding }>(operations, context, 'onboarding.change', {
        id: onboarding.id,
        declared,
      });
    expect((await change(importing)).onboarding.current.version).toBe(1);
    const longer = await change({ ...importing, windowDays: 30 });
    expect(longer.onboarding.versions.map(({ version }) => version)).toEqual([2, 1]);
    const latest = await rankingOf(context, RankingAsk.parse(ask()));
    const first = await rankingOf(
      context,
      RankingAsk.parse({ ...ask(), of: { onboarding: onboarding.id, version: 1 } }),
    );
    expect([latest.onboarding?.version, first.onboarding?.version]).toEqual([2, 1]);
    expect([latest.declared.windowDays, first.declared.windowDays]).toEqual([30, 14]);
    await run(operations, context, 'onboarding.retire', { id: onboarding.id });
    await expect(change(importing)).rejects.toThrow('onboarding.retired');
    await run(operations, context, 'onboarding.restore', { id: onboarding.id });
    expect(await run(operations, context, 'onboarding.list', {})).toMatchObject({
      onboardings: [{ id: onboarding.id, retiredAt: null }],
    });
  });

  it('keeps value by the version that a definition is at: no other default, no later version changes an onboarding', async () => {
    const all = [...operations, ...values];
    const counted = (event: string, times = 1) => ({
      match: { event },
      rule: { kind: 'times', times },
      period: 'month',
    });
    const define = async (name: string, event: string) => {
      const input = { name, counted: counted(event) };
      return (await run<{ definition: { id: string } }>(all, context, 'value.create', input)).definition.id;
    };
    const [first, second] = [
      await define('Projects', 'Project Opened'),
      await define('Imports', 'Users Imported'),
    ];
    const value = { definition: null };
    const declared = { ...importing, departure: { ...importing.departure, match: { value } } };
    const make = { name: 'By value', declared };
    const { onboarding: kept } = await run<{ onboarding: Onboarding }>(
      all,
      context,
      'onboarding.create',
      make,
    );
    await run(all, context, 'value.set-default', { id: second });
    await run(all, context, 'value.change', { id: first, counted: counted('Project Opened', 3) });
    const ranked = await rankingOf(context, RankingAsk.parse({ ...ask(), of: { onboarding: kept.id } }));
    expect(ranked.countedBy).toMatchObject([{ definition: { id: first, name: 'Projects', version: 1 } }]);
    const settled = { value: { definition: first, version: 1 } };
    expect(kept.current.declared.departure).toMatchObject({ match: settled });
    const change = (given: unknown) =>
      run<{ onboarding: Onboarding }>(all, context, 'onboarding.change', { id: kept.id, declared: given });
    // Declared anew, the default is another.
    const anew = (await change(declared)).onboarding.current;
    expect(anew).toMatchObject({
      version: 2,
      declared: { departure: { match: { value: { definition: second, version: 1 } } } },
    });
    // Three times a month, of 30 days that may hold no whole month.
    const latest = { value: { definition: first } };
    await expect(
      change({ ...declared, departure: { ...declared.departure, match: latest } }),
    ).rejects.toThrow('value.window_too_short (declared.departure.to)');
  });

  it('refuses what cannot be answered, and says what can', async () => {
    const refused = (declared: object) =>
      expect(
        rankingOf(context, RankingAsk.parse({ ...ask(), of: { declared: { ...importing, ...declared } } })),
      ).rejects;
    await refused({ departure: { kind: 'silence', from: 10, to: 20 } }).toThrow(
      'onboarding.overlapping_days',
    );
    await refused({ departure: { kind: 'silence', from: 30, to: 20 } }).toThrow(
      'onboarding.overlapping_days',
    );
    await refused({ steps: [importing.steps[0], importing.steps[0]] }).toThrow(
      'onboarding.same_step (of.declared.steps[1])',
    );
    await refused({ start: { event: 'Acount Opened' } }).toThrow(
      /of\.declared\.start\.event.*Account Opened/s,
    );
    await expect(
      rankingOf(context, RankingAsk.parse({ ...ask(), of: { onboarding: 'onb_none' } })),
    ).rejects.toThrow('onboarding.unknown');
    await expect(
      pageOf(context, {
        ask: RankingAsk.parse(ask()),
        which: { kind: 'done', step: 3, outcome: 'any' },
        limit: 1,
      }),
    ).rejects.toThrow('onboarding.no_such_step');
  });
});

it('does not let those who left at once make a later step look as if it kept people', async () => {
  const workspace = paperWorkspace(401);
  const did = (customer: number, days: number, event: string) => ({
    customer,
    at: start + days * day,
    event,
  });
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
  const { leftEarly, people, steps } = await rankingOf(
    asking(engines, workspace),
    RankingAsk.parse({
      of: {
        declared: {
          start: { event: 'opened' },
          steps: [{ name: 'invite', done: { event: 'invited' } }],
          windowDays: 14,
          departure: { kind: 'event', match: { event: 'ended' }, to: 60 },
        },
      },
      from: '2025-03-01',
      to: '2025-03-10',
    }),
  );
  expect([leftEarly, people]).toEqual([40, 60]);
  expect(steps[0]).toMatchObject({ missed: { people: 30, left: 6 }, done: { people: 30, left: 6 } });
  expect(steps[0]?.riskRatio).toMatchObject({ value: { ratio: { value: 1 } } });
});

it('says that those who miss a step leave less often, where that is what the test found', async () => {
  const workspace = paperWorkspace(402);
  const did = (customer: number, days: number, event: string) => ({
    customer,
    at: start + days * day,
    event,
  });
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
  const ranking = await rankingOf(
    asking(engines, workspace),
    RankingAsk.parse({
      of: {
        declared: {
          start: { event: 'opened' },
          steps: [{ name: 'invite', done: { event: 'invited' } }],
          windowDays: 14,
          departure: { kind: 'event', match: { event: 'ended' }, to: 60 },
        },
      },
      from: '2025-03-01',
      to: '2025-03-10',
    }),
  );
  expect(ranking.steps[0]).toMatchObject({ found: 'different', missed: { left: 2 }, done: { left: 40 } });
  expect(ranking.verdict).toEqual({
    fr: 'Aucune étape manquée ne va avec plus de départs. Au contraire, ceux qui n’arrivent pas à « invite » partent moins souvent que les autres ; ce n’est probablement pas un hasard.',
    en: 'No missed step goes with more departures. On the contrary, those who do not get through “invite” leave less often than the others; it is probably not by chance.',
  });
});

it('corrects only over steps that may explain: 0.032 among two is 0.064, be there a tautology of p 0 beside them or not', async () => {
  const workspace = paperWorkspace(403);
  // 100 visit early and on day 70, and stay; 100 never visit, and leave: of either, so many do the two other steps.
  const did = (i: number, stay: number, leave: number) => (i < 100 ? i < stay : i - 100 < leave);
  const deeds: readonly (readonly [event: string, days: number, of: (i: number) => boolean])[] = [
    ['opened', 0, () => true],
    ['invited', 1, (i) => did(i, 65, 50)],
    ['imported', 1, (i) => did(i, 60, 62)],
    ['visited', 2, (i) => i < 100],
    ['visited', 70, (i) => i < 100],
  ];
  await fill(
    engines.warehouse,
    workspace,
    Array.from({ length: 200 }, (_, i) =>
      deeds.flatMap(([event, days, of]) =>
        of(i) ? [{ customer: i + 1, at: start + days * day, event }] : [],
      ),
    ).flat(),
  );
  const stepsOf = async (...events: string[]) => {
    const { steps } = await rankingOf(
      asking(engines, workspace),
      RankingAsk.parse({
        of: {
          declared: {
            start: { event: 'opened' },
            steps: events.map((event) => ({ name: event, done: { event } })),
            windowDays: 14,
            departure: { kind: 'silence', match: { event: 'visited' }, from: 60, to: 89 },
          },
        },
        from: '2025-03-01',
        to: '2025-03-10',
      }),
    );
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
        const did = (event: string, days: number, properties = {}) => ({
          customer: i + 1,
          at: start + days * day,
          event,
          properties,
        });
        // Of those who miss a step all but every fourth leave, of the others every tenth.
        const stays = i < many ? i % 4 === 0 : i % 10 !== 0;
        return [
          did('Account Opened', 0, { paid: worth(i), currency: i === 999 ? 'USD' : 'EUR' }),
          ...(i < rich ? [] : [did('Manager Met', 1)]),
          ...(i >= rich && i < many ? [] : [did('Users Imported', 2)]),
          ...(stays ? [did('Project Opened', 70)] : []),
        ];
      }).flat(),
    );
  });
  const ranked = (wishes: Partial<RankingAskInput> = {}) =>
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
    const byMass = await ranked();
    expect(byMass.steps.map(({ name }) => name)).toEqual(['Y', 'X']);
    expect((await ranked({ rank: 'money' })).steps.map(({ name }) => name)).toEqual(['X', 'Y']);
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

  it('leaves the share unknown with its reason: currencies of the others mixed, nothing said of worth', async () => {
    const all = { by: 'property', match: { event: 'Account Opened' }, property: 'paid' } as const;
    const mixed = (await ranked({ worth: all, rank: 'money' })).steps[0]?.money;
    expect(mixed).toMatchObject({
      amount: { value: 4800 },
      share: { known: false, why: 'mixed_currencies' },
    });
    const untold = (await ranked({ worth: null })).steps[0]?.money;
    expect(untold).toMatchObject({ share: { known: false, why: 'not_computable' } });
  });
});
