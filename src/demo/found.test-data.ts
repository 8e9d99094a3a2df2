import type { z } from 'zod';
import type { TraitFilter as TraitFilterShape } from '#src/customers/filters/index.ts';
import type { Cohort, Series } from '#src/insights/retention/index.ts';
import { zTest } from '#src/maths/significance/index.ts';
import { type History, historyOf } from './history.test-data.ts';
import type { DemoKind, Named } from './making/index.ts';
import { truths } from './truths.ts';

type TraitFilter = z.input<typeof TraitFilterShape>;

/** When the demos are looked at. */
export const now = Date.parse('2026-01-15T12:00:00Z');
const dayMs = 86_400_000;

const histories = new Map<DemoKind, History>();

/** A demo read back without the product; each is read once. */
export function toldOf(kind: DemoKind): History {
  const history = histories.get(kind) ?? historyOf(kind, now);
  histories.set(kind, history);
  return history;
}
/** Of spans of thirty days after the start, days 60 to 89. */
export const thirdMonth = 2;

/** Of so many people, those of whom something holds. */
export interface Counted {
  readonly hits: number;
  readonly total: number;
}

/** The third month of all cohorts together. */
export const pooled = (cohorts: readonly Cohort[]): Counted =>
  cohorts.reduce(
    (sum, { cells }) => ({
      hits: sum.hits + (cells[thirdMonth]?.returned ?? 0),
      total: sum.total + (cells[thirdMonth]?.eligible ?? 0),
    }),
    { hits: 0, total: 0 },
  );

/** The third month as the summary of a series tells it. */
export const inSummary = ({ summary }: Series): Counted => ({
  hits: summary.cells[thirdMonth]?.returned ?? 0,
  total: summary.cells[thirdMonth]?.eligible ?? 0,
});

/** The same recomputed: those whose third month is over, and of them those who came in it. */
export function recomputed(
  history: History,
  start: Named,
  event: Named,
  among: (user: string) => boolean = () => true,
): Counted {
  const lives = [...history.people.keys()].filter(among).flatMap((user) => {
    const first = history.times(user, start)[0]?.at;
    if (first === undefined || first + 90 * dayMs > now) return [];
    return [history.times(user, event).some(({ at }) => at >= first + 60 * dayMs && at < first + 90 * dayMs)];
  });
  return { hits: lives.filter(Boolean).length, total: lives.length };
}

/** hits of total, in 0–1. */
export const share = ({ hits, total }: Counted): number => hits / total;

/** The p-value of the difference of two shares. */
export const chance = (a: Counted, b: Counted): number => {
  const test = zTest(a, b);
  if (!test.known) throw new Error(test.why);
  return test.value.p;
};

/** People whose trait reads so. */
export const having = (trait: string, value: string): TraitFilter => ({
  kind: 'trait',
  trait,
  how: 'is',
  values: [value],
});

/** People whose trait reads otherwise. */
export const notHaving = (trait: string, value: string): TraitFilter => ({
  ...having(trait, value),
  how: 'is_not',
});

/** Whether the month so many after this one lies in summer. */
export const isSummer = (period: string, months: number): boolean => {
  const month = ((Number(period.slice(5, 7)) - 1 + months) % 12) + 1;
  return month > truths.ski.season.lastMonth && month < truths.ski.season.firstMonth;
};

/** Of those who first hired in the winter of 2022, how many hired again from July 2023 to July 2024. */
export function backNextWinter(history: History): number {
  const inSpan = (day: number, from: string, to: string) =>
    day >= Date.parse(from) / dayMs && day <= Date.parse(to) / dayMs;
  return [...history.people.keys()].filter((user) => {
    const hires = history.times(user, truths.ski.season.event).map((told) => told.day);
    const first = hires.find((day) => inSpan(day, '2022-12-01', '2023-04-30'));
    return first !== undefined && hires.some((day) => inSpan(day, '2023-09-01', '2024-07-31'));
  }).length;
}
