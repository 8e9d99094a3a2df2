import { describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as goals } from '#src/customers/goals/index.ts';
import { operations as promises } from '#src/customers/promises/index.ts';
import { operations as unused } from '#src/insights/entitlements/index.ts';
import { operations as health } from '#src/insights/health/index.ts';
import { operations as backtest } from '#src/insights/health-backtest/index.ts';
import { operations as missions } from '#src/insights/missions/index.ts';
import { operations as upsell } from '#src/insights/revenue-retention/index.ts';
import { run } from '#src/insights/testing/index.ts';
import { toldOf } from './found.test-data.ts';
import type { History } from './history.test-data.ts';
import { truths } from './truths.ts';

const dayMs = 86_400_000;
const planted = truths.b2b;
const [lumen] = planted.lumen.accounts;

interface Unused {
  readonly withUnused: number;
  readonly atRisk: readonly { readonly amount: number }[];
  readonly rows: readonly {
    readonly holder: { readonly id?: string };
    readonly paid: readonly { readonly amount: number }[];
    readonly unused: readonly { readonly amount: number }[];
    readonly share: { readonly value?: number };
  }[];
}
interface Sold {
  readonly amount: { readonly value: number };
}
interface Group {
  readonly judged: number;
  readonly red: number;
}
interface Backtest {
  readonly left: number;
  readonly any: { readonly leavers: Group; readonly stayers: Group };
}

/** What is planted in the software, as Perdure finds it. */
export function findsTheSoftware(contextOf: () => Promise<Context>): void {
  const ask = async <T>(operations: readonly unknown[], name: string, input: object) =>
    run<T>(operations, await contextOf(), name, input);

  describe('in the software', () => {
    it('sixty accounts leave the portal unused, 2,400 € a month; Atelier Lumen 40 of its 100 €', async () => {
      const found = await ask<Unused>(unused, 'health.unused', { limit: 200 });
      expect(found.withUnused).toBe(planted.unusedPortal.accounts);
      expect(found.atRisk).toEqual([{ currency: 'EUR', amount: planted.unusedPortal.accounts * 40 }]);
      const own = found.rows.find(({ holder }) => JSON.stringify(holder).includes(lumen));
      expect([own?.paid[0]?.amount, own?.unused[0]?.amount, own?.share.value]).toEqual([100, 40, 0.4]);
    });

    it('the back-test finds every account that faded red sixty days before it left, and no false alarm', async () => {
      const told = toldOf('b2b');
      const expected = leaversOf(told);
      const found = await ask<Backtest>(backtest, 'health.backtest', { days: planted.fading.before });
      expect(found.left).toBe(expected.left);
      expect(found.any.leavers).toMatchObject({ judged: expected.judged, red: expected.faded });
      expect(found.any.stayers.red).toBe(0);
      expect(expected.faded).toBeGreaterThan(20);
      expect(Math.abs(expected.faded / expected.couldFade - planted.fading.share)).toBeLessThan(0.03);
    });

    it('twelve missions are renewed within grace, ten are not, two still may be', async () => {
      const { outcomes, success } = await ask<{
        outcomes: Record<string, { missions: number }>;
        success: { value: number };
      }>(missions, 'missions.outcomes', { from: '2025-09-01', to: '2026-12-31' });
      const { renewed, late, not_renewed: never, in_grace: open } = planted.missions.of;
      expect(
        Object.fromEntries(Object.entries(outcomes).map(([name, tally]) => [name, tally.missions])),
      ).toEqual({
        renewed,
        not_renewed: late + never,
        in_grace: open,
        running: renewed + late,
        cancelled_early: 0,
      });
      expect(success.value).toBeCloseTo(renewed / (renewed + late + never), 10);
    });

    it('six promises: two exceeded, one of eight days out of fifteen, one late, one overdue', async () => {
      const { counts, promises: all } = await ask<{
        counts: Record<string, number>;
        promises: { about: object; surplusDays: number | null }[];
      }>(promises, 'promises.list', {});
      expect(counts).toEqual(planted.promises.outcomes);
      const own = all.find(({ about }) => JSON.stringify(about).includes(lumen));
      expect(own?.surplusDays).toBe(15 - 7);
    });

    it('Atelier Lumen has done two of the three actions towards its goal; sharing the portal is next', async () => {
      const { progress } = await ask<{ progress: { done: number; of: number; next: { place: number } } }>(
        goals,
        'goals.of',
        { about: { account: lumen } },
      );
      const { done, of } = planted.goal;
      expect(progress).toMatchObject({ done, of, next: { place: 3 } });
    });

    it('goals: as many accounts have done none to three of the actions as a plain count says', async () => {
      const told = toldOf('b2b');
      const aims = [...told.accounts].filter(([, traits]) => traits[told.name('goal')] !== undefined);
      const done = aims.map(
        ([account]) =>
          (['published', 'automated', 'shared'] as const).filter((event) =>
            (told.members.get(account) ?? []).some((user) => told.times(user, event).length > 0),
          ).length,
      );
      const { goals: board } = await ask<{
        goals: { people: number; byDone: { done: number; people: number }[] }[];
      }>(goals, 'goals.board', {});
      expect(board[0]?.people).toBe(aims.length);
      expect(board[0]?.byDone).toEqual(
        [0, 1, 2, 3].map((times) => ({ done: times, people: done.filter((one) => one === times).length })),
      );
    });

    it('the silent twenty-five are red by their tickets, whatever their score', async () => {
      const board = await ask<{ dimensions: { key: string; tally: { red: number } }[]; hiddenRed: number }>(
        health,
        'health.board',
        {},
      );
      const tickets = board.dimensions.find(({ key }) => key === 'tickets');
      expect(tickets?.tally.red).toBeGreaterThan(planted.silent.accounts * 0.8);
      expect(tickets?.tally.red).toBeLessThanOrEqual(planted.silent.accounts);
      expect(board.hiddenRed).toBeGreaterThan(0);
    });

    it('more seats, larger plans and options sold to those who were there are told apart, to the cent', async () => {
      const answer = await ask<{ books: { rows: Record<'more' | 'changed' | 'added', Sold>[] }[] }>(
        upsell,
        'revenue.upsell',
        { from: '2025-01-01', to: '2025-12-31' },
      );
      const sum = (kind: 'more' | 'changed' | 'added') =>
        answer.books[0]?.rows.reduce((all, row) => all + row[kind].amount.value, 0);
      const expected = soldIn2025(toldOf('b2b'));
      expect({ more: sum('more'), changed: sum('changed'), added: sum('added') }).toEqual(expected);
      expect(Math.min(...Object.values(expected))).toBeGreaterThan(0);
    });
  });
}

/** Whose last contract ended in the last year; of those judged sixty days before, who had not signed in for thirty. */
function leaversOf(told: History) {
  const { time, today } = told;
  const base = told.demo.contracts.filter(({ id }) => /^b2b-contract-(acc-\d+|atelier-lumen)$/.test(id));
  const gone = base.flatMap(({ holder, start, end }) => {
    const day = end === null ? Number.POSITIVE_INFINITY : Date.parse(end) / dayMs;
    return day >= today - 365 && day <= today
      ? [{ account: holder.id, start: Date.parse(start) / dayMs, day }]
      : [];
  });
  const lives = gone.map(({ account, start, day }) => {
    const at = time.at(day - planted.fading.before, 0);
    const events = (told.members.get(account) ?? []).flatMap((user) => told.people.get(user) ?? []);
    const signIns = events.filter(({ event }) => event === told.name('signedIn'));
    const from = time.at(day - planted.fading.before - 30, 0);
    const months = Math.round((day - start) / 30.4);
    return {
      judged: start <= day - planted.fading.before - 30,
      faded: signIns.every((one) => one.at < from || one.at >= at),
      couldFade: months === 4 || months === 5 || months >= 11,
    };
  });
  return {
    left: gone.length,
    judged: lives.filter(({ judged }) => judged).length,
    faded: lives.filter(({ judged, faded }) => judged && faded).length,
    couldFade: lives.filter(({ judged, couldFade }) => judged && couldFade).length,
  };
}

/** Cents a month of what accounts took more of, of what they changed to, and of options they added, over a year. */
function soldIn2025({ demo }: History): { more: number; changed: number; added: number } {
  const sold = { more: 0, changed: 0, added: 0 };
  const inYear = (day: string) => day.startsWith('2025-');
  const opened = new Map(
    demo.contracts.flatMap((row) => (row.seats === undefined ? [] : [[row.holder.id, row.start]])),
  );
  for (const row of demo.contracts) {
    for (const { on, offer, amount = 0 } of row.changes ?? []) {
      if (!inYear(on) || amount <= row.amount) continue;
      sold[offer === undefined ? 'more' : 'changed'] += amount - row.amount;
    }
    const isLater = row.period === 'month' && row.start !== opened.get(row.holder.id);
    if (isLater && inYear(row.start)) sold.added += row.amount;
  }
  return sold;
}
