import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, Operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { fixedRandom } from '../../maths/testing/index.ts';
import { operations as aarrr } from '../aarrr/index.ts';
import { operations as acquisition } from '../acquisition/index.ts';
import { operations as adoption } from '../adoption/index.ts';
import { operations as aha } from '../aha/index.ts';
import { operations as habit } from '../habit/index.ts';
import { operations as lists } from '../keeping/index.ts';
import { operations as lifecycle } from '../lifecycle/index.ts';
import { operations as paths } from '../paths/index.ts';
import { operations as steps } from '../step-failure/index.ts';
import { operations as stickiness } from '../stickiness/index.ts';
import { operations as survival } from '../survival/index.ts';
import { operations as timeToValue } from '../time-to-value/index.ts';
import { operations as value } from '../value/index.ts';
import type { GroupsAskInput, GroupsCompared } from './ask.ts';
import { pairsOf } from './compare.ts';
import { ownAnswers, play, questionsAbout, range } from './groups.test-data.ts';
import { operations } from './index.ts';

const everything = [
  ...operations,
  ...aarrr,
  ...acquisition,
  ...adoption,
  ...aha,
  ...habit,
  ...lists,
  ...lifecycle,
  ...paths,
  ...steps,
  ...stickiness,
  ...survival,
  ...timeToValue,
  ...value,
] as unknown as readonly Operation[];

const now = Date.parse('2025-06-01T10:00:00Z');
/** Of each answer the last figure of the first group is held against the insight; all of them on demand. */
const everyFigure = process.env.PERDURE_LONG === '1';
const day = 86_400_000;
/** A Monday. */
const monday = Date.parse('2025-03-03T09:00:00Z');

type Group = GroupsAskInput['arms'][number];

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines({ now });
});
afterAll(() => engines.close());

const plan = (name: string): Group => ({
  kind: 'people',
  name,
  people: [{ kind: 'trait', trait: 'plan', how: 'is', values: [name] }],
});
const [gold, basic] = [plan('gold'), plan('basic')];

const tellsPlan = (customer: number, name: string, at = monday): ToldEvent => ({
  customer,
  at,
  type: 'identify',
  event: '',
  traits: { plan: name },
});

const compared = (context: Context, ask: GroupsAskInput): Promise<GroupsCompared> =>
  run<GroupsCompared>(operations, context, 'compare.groups', ask);

describe('two groups of the lifecycle', () => {
  /** People of a plan active in one week, the first of them in the next as well. */
  const active = (first: number, size: number, stayed: number, name: string): ToldEvent[] =>
    Array.from({ length: size }, (_, i) => [
      tellsPlan(first + i, name, monday - day),
      { customer: first + i, at: monday },
      ...(i < stayed ? [{ customer: first + i, at: monday + 7 * day }] : []),
    ]).flat();
  const question = {
    of: 'lifecycle.grid',
    ask: {
      period: 'week',
      from: '2025-03-10',
      to: '2025-03-16',
      activeBy: { by: 'event', match: { event: 'visit' } },
    },
  } as const;
  const told = async (events: readonly ToldEvent[], ask: Partial<GroupsAskInput> = {}) => {
    const context = asking(engines, await createTestWorkspace(engines));
    await fill(engines.warehouse, context.workspace, events);
    return compared(context, { question, arms: [gold, basic], ...ask });
  };

  it('differ at 480 of 1,000 against 430 of 1,000: z 2.245, p 0.025', async () => {
    const answer = await told([...active(1, 1000, 480, 'gold'), ...active(2001, 1000, 430, 'basic')]);
    const [pair] = answer.pairs;
    // z = 0.05 / sqrt(0.455 × 0.545 × 2 / 1000) = 2.245
    expect(pair?.cells).toMatchObject([
      {
        figure: 'kept_1',
        z: { value: expect.closeTo(2.245, 3) },
        correctedP: { value: expect.closeTo(0.0248, 4) },
      },
    ]);
    expect(pair).toMatchObject({ verdict: 'different', overlap: 0 });
    expect(answer.verdict.fr).toMatch(/^Différence significative : gold dépasse basic \(48\s% contre 43\s%/);
    expect(answer.verdict.fr).toContain('restés actifs la semaine du 10 mars 2025');
  });

  it('leave open 24 of 50 against 21 of 50, and say how many more are needed', async () => {
    const answer = await told([...active(1, 50, 24, 'gold'), ...active(101, 50, 21, 'basic')]);
    const [cell] = answer.pairs[0]?.cells ?? [];
    // z = 0.06 / sqrt(0.45 × 0.55 × 2 / 50) = 0.603, two-sided p 0.5465
    expect(cell).toMatchObject({ p: { value: expect.closeTo(0.5465, 4) }, verdict: 'cannot_say' });
    expect(cell?.stillNeeded).toBe((cell?.neededPerGroup ?? 0) - 50);
    expect(answer.verdict.fr).toMatch(/^On ne peut pas encore conclure entre gold et basic/);
    expect(answer.verdict.fr).toMatch(/environ .* clients de plus/);
  });

  it('count exactly who is in both, and say so', async () => {
    const both: Group = {
      kind: 'people',
      name: 'all',
      people: [{ kind: 'trait', trait: 'plan', how: 'set' }],
    };
    const answer = await told([...active(1, 30, 10, 'gold'), ...active(101, 12, 4, 'basic')], {
      arms: [gold, both],
    });
    expect(answer.pairs[0]?.overlap).toBe(30);
    expect(answer.verdict.fr).toContain('30 personnes sont dans les deux groupes');
  });

  it('have one period in common where their ranges differ in length, the last of each', async () => {
    const answer = await told([...active(1, 30, 10, 'gold')], {
      arms: [
        { kind: 'range', from: '2025-03-03', to: '2025-03-16' },
        { kind: 'range', from: '2025-03-17', to: '2025-03-23' },
      ],
    });
    // The week of 17 March follows one with 10 active, of whom nobody came back.
    expect(answer.figures.map(({ groups }) => groups.map(({ hits, total }) => [hits, total]))).toEqual([
      [
        [10, 30],
        [0, 10],
      ],
    ]);
    expect(answer.figures[0]?.name.fr).toBe('restés actifs la dernière période terminée');
  });

  it('leave out a week that still runs', async () => {
    const answer = await told(active(1, 30, 10, 'gold'), {
      question: { ...question, ask: { ...question.ask, from: '2025-05-19', to: '2025-06-01' } },
      arms: [gold, basic],
    });
    // On Sunday 1 June at noon the week of 26 May is not over.
    expect(answer.figures.map(({ name }) => name.en)).toEqual(['still active in the week of 19 May 2025']);
    expect(answer.verdict.en).toContain('We cannot say yet');
  });
});

describe('every insight', () => {
  const random = fixedRandom(7);
  const chance = (of: number) => random() < of;
  const at = (offset: number, hour = 0) => monday + offset * day + hour * 3_600_000;
  const crowd = Array.from({ length: 60 }, (_, i) => i + 1);
  let context: Context;
  let moment: string;
  beforeAll(async () => {
    context = asking(engines, await createTestWorkspace(engines));
    const events = crowd.flatMap((customer): ToldEvent[] => {
      const gold = customer % 2 === 0;
      const began = customer % 20;
      const did = (event: string, offset: number, hour = 1): ToldEvent => ({
        customer,
        at: at(offset, hour),
        event,
      });
      return [
        tellsPlan(customer, gold ? 'gold' : 'basic', at(began, -1)),
        did('sign up', began, 0),
        ...(chance(0.7) ? [did('profile', began, 1)] : []),
        ...Array.from({ length: 70 }, (_, k) => k + 1).flatMap((k) => [
          ...(chance(gold ? 0.3 : 0.2) ? [did('play', began + k, 2)] : []),
          ...(chance(0.05) ? [did('search', began + k, 6)] : []),
          ...(chance(0.03) ? [did('play', began + k, 6.2)] : []),
        ]),
      ];
    });
    await fill(engines.warehouse, context.workspace, events);
    const { number } = context.workspace;
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${number}::integer, 'user', 'user-' || n, n from generate_series(1, 60) as n`);
    // Each holds a contract from their day on; every third leaves after 5 + n days, some come back under another.
    await engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, effective_at, recorded_at)
      select ${number}::integer, 'c' || n, 1, 'customer', 'user-' || n, 'monthly', began,
        case when n % 3 = 0 then began + (5 + n) * interval '1 day' end, 'EUR', began, began
      from (select n, ${new Date(monday)}::timestamptz + (n % 20) * interval '1 day' as began from generate_series(1, 60) as n) as held
      union all
      select ${number}::integer, 'd' || n, 1, 'customer', 'user-' || n, 'yearly', began, null, 'EUR', began, began
      from (select n, ${new Date(at(75))}::timestamptz as began from generate_series(3, 9, 3) as n) as again`);
    const { definition } = await run<{ definition: { id: string } }>(everything, context, 'aha.adopt', {
      name: 'Three plays',
      rule: { start: { event: 'sign up' }, match: { event: 'play' }, times: 3, days: 10 },
    });
    moment = definition.id;
  });

  const kept = new Map<string, GroupsCompared>();
  /** Gold against basic on the question of an insight; asked once. */
  const answered = async (of: string): Promise<GroupsCompared> => {
    const question = { of, ask: questionsAbout(moment)[of] };
    const answer =
      kept.get(of) ?? (await compared(context, { question, arms: [gold, basic] } as GroupsAskInput));
    kept.set(of, answer);
    return answer;
  };

  /** Those that tell the dates of their question. */
  const own = ['time-to-value.curve', 'time-to-value.retaking', 'step-failure.ranking', 'paths.tree'];
  const named = Object.keys({ ...ownAnswers, 'survival.contracts': true });
  it.each(named)(
    '%s: as many as it answers itself for the same people, and as many as are listed',
    async (of) => {
      const ask = questionsAbout(moment)[of];
      const answer = await answered(of);
      const counted = answer.figures.filter(({ groups }) => groups.every(({ total }) => total > 0));
      for (const figure of everyFigure ? counted : counted.slice(-1))
        for (const [i, group] of figure.groups.entries()) {
          const { hits, total, behind } = group;
          if (behind === null || !(everyFigure || i === 0)) continue;
          const count = async (people: object) =>
            (await run<{ total: number }>(everything, context, behind.of, { ...people, limit: 1 })).total;
          expect([await count(behind.hits), await count(behind.total)]).toEqual([hits, total]);
          expect(total).toBeLessThanOrEqual(30);
          if (ownAnswers[of] === undefined) continue;
          const { people } = (i === 0 ? gold : basic) as Extract<Group, { kind: 'people' }>;
          // Newcomers are those who have been watched for as long as the figure asks: those of an earlier last day.
          const watched = of === 'time-to-value.curve' ? (behind.total.ask as object) : ask;
          expect(
            ownAnswers[of](await run<never>(everything, context, of, { ...watched, people }), figure),
          ).toEqual([hits, total]);
        }
      expect(counted.length).toBeGreaterThan(0);
      expect(answer.pairs).toMatchObject([{ overlap: 0 }]);
    },
  );

  it.each(own)('%s: how it counts names no dates where each group has its own', async (of) => {
    const question = { of, ask: questionsAbout(moment)[of] };
    const weeks = [
      { kind: 'range', from: '2025-03-03', to: '2025-03-09' },
      { kind: 'range', from: '2025-03-10', to: '2025-03-16' },
    ];
    const { definition } = await compared(context, { question, arms: weeks } as GroupsAskInput);
    expect(definition.fr).toContain('pendant les dates de chaque groupe');
    expect(definition.en).toContain('within the dates of each group');
    expect(definition.fr).not.toContain('mars 2025');
    const dated = (await answered(of)).definition;
    expect(dated.fr).toMatch(/ du 3 mars 2025 au (?:28|30) mars 2025/);
  });

  it('compares whole curves where there are any', async () => {
    for (const name of ['time-to-value.curve', 'survival.contracts']) {
      const answer = await answered(name);
      expect(answer.everyCurve).toMatchObject({ degrees: 1 });
      expect(answer.pairs[0]?.curve?.p).toBeCloseTo(answer.everyCurve?.p ?? 2, 12);
      expect(answer.verdict.fr).toContain('log-rank');
    }
  });

  it('leaves out newcomers who have not been watched for as long as the figure asks', async () => {
    const ask = {
      ...questionsAbout(moment)['time-to-value.curve'],
      within: [2],
      asOf: '2025-03-09T10:00:00Z',
    };
    const { figures } = await compared(context, {
      question: { of: 'time-to-value.curve', ask },
      arms: [gold, basic],
    } as GroupsAskInput);
    // Two days before 9 March 11:00 in Paris is 7 March 11:00: days 3 to 6 March are over, on which 12 of the 60 began.
    expect(figures[0]?.groups.reduce((sum, { total }) => sum + total, 0)).toBe(12);
  });

  it('refuses what it does not know, and ranges where there are none', async () => {
    const question = { of: 'lifecycle.grid', ask: range } as const;
    const list: Group = { kind: 'list', list: 'lst_none' };
    const spoken = (ask: object) =>
      compared(context, { question, arms: [gold, basic], ...ask } as GroupsAskInput);
    await expect(spoken({ arms: [gold, list] })).rejects.toThrow(/lists.unknown/);
    await expect(spoken({ figure: 'height' })).rejects.toThrow(/compare.no_such_figure/);
    await expect(spoken({ question: { of: 'weather.grid', ask: range } })).rejects.toThrow(/"of"/);
    await expect(
      spoken({
        question: { of: 'habit.grid', ask: { value: play } },
        arms: [gold, { kind: 'range', ...range }],
      }),
    ).rejects.toThrow(/compare.no_range/);
    const buckets = { of: 'stickiness.grid', ask: range };
    const [short, long] = [
      { kind: 'range', ...range, to: '2025-03-09' },
      { kind: 'range', ...range },
    ];
    await expect(spoken({ question: buckets, arms: [short, long] })).rejects.toThrow(/compare.nothing_alike/);
    const today = { kind: 'range', from: '2025-06-01', to: '2025-06-01' };
    await expect(spoken({ question: buckets, arms: [today, today] })).rejects.toThrow(/compare.nothing_over/);
  });
});

it('finds nothing among ten groups of one law in at least 114 of 120 draws, though 45 pairs are held up', () => {
  const name = { fr: 'share', en: 'share' };
  const counted = () => Promise.reject(new Error('asked for nobody'));
  const arms = Array.from({ length: 10 }, () => ({ name, measured: { unit: 'customer' as const } }));
  const quiet = Array.from({ length: 120 }, (_, seed) => {
    const random = fixedRandom(seed + 1);
    const shares = arms.map(() => {
      const hits = Array.from({ length: 200 }, random).filter((drawn) => drawn < 0.3).length;
      return { key: 'share', name, hits, total: 200, behind: null, counted };
    });
    const figure = { key: 'share', name, shares };
    const pairs = pairsOf(paperWorkspace(1), { arms, figures: [figure], headline: figure });
    return pairs.every(({ verdict }) => verdict !== 'different');
  });
  expect(quiet.filter(Boolean).length).toBeGreaterThanOrEqual(114);
});
