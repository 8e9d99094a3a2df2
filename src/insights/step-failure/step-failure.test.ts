import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as keeping } from '#src/insights/keeping/index.ts';
import { asking, fill, run, type ToldEvent } from '#src/insights/testing/index.ts';
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
import { day, did, start } from './lives.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

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
    const one = i + 1;
    return [
      did(one, 0, 'Account Opened', { seats: 2, currency: i % 2 === 0 ? 'EUR' : 'eur' }), // one currency
      did(one, 1, failed ? 'Import Failed' : 'Users Imported'),
      ...(i % 2 === 0 ? [did(one, 2, 'Project Opened')] : []),
      ...(stays ? [did(one, 70, 'Project Opened')] : []),
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
