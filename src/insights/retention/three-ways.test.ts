import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context, Workspace } from '#src/access/index.ts';
import { Recomputed, type Where } from '#src/insights/testing/index.ts';
import { asking } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { histories } from './histories.test-data.ts';
import { type Cell, gridOf, peopleOf, RetentionAsk, type RetentionGrid, type Which } from './index.ts';

/** Bitmaps, events and a recomputation by hand must tell the same, person by person. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const spansOf = (grid: RetentionGrid, ask: RetentionAsk) =>
  new Map(
    grid.columns.map(({ interval, from, to }) => [
      interval,
      {
        first: from,
        last: interval > 0 && ask.returns === 'on_or_after' ? Number.POSITIVE_INFINITY : to,
        closes: to,
      },
    ]),
  );

const seriesIn = (grid: RetentionGrid, series: RetentionGrid['series'][number]) => (value: string | null) => {
  if (series.kind === 'all') return true;
  if (series.kind === 'missing') return value === null;
  const alone = grid.series.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  return series.kind === 'value' ? value === series.value : value !== null && !alone.includes(value);
};

function expectCell(cell: Cell, counted: ReturnType<Recomputed['cell']>, ask: RetentionAsk): void {
  expect(cell.eligible).toBe(counted.over.length);
  expect(cell.returned).toBe(counted.returned.length);
  if (cell.state === 'complete') expect(counted.begun).toEqual(counted.over);
  if (cell.state === 'not_begun') expect(counted.begun).toEqual([]);
  expect(cell.soFar).toEqual(
    cell.state === 'running' ? { begun: counted.begun.length, returned: counted.returnedSoFar.length } : null,
  );
  if (ask.measure.kind === 'sum' && cell.value?.known)
    expect(cell.value.value).toBeCloseTo(counted.amount, 6);
}

function expectGrid(grid: RetentionGrid, ask: RetentionAsk, recomputed: Recomputed): void {
  const spans = spansOf(grid, ask);
  for (const series of grid.series) {
    const belongs = seriesIn(grid, series);
    const entries = recomputed.entries.filter(({ value }) => belongs(value));
    expect(series.size).toBe(entries.length);
    for (const cohort of [...series.cohorts, { ...series.summary, period: null }]) {
      const own = cohort.period === null ? entries : entries.filter(({ row }) => row === cohort.period);
      expect(cohort.size).toBe(own.length);
      const atStart = recomputed.cell(own, { first: 0, last: 0, closes: 0 }, true);
      expect([cohort.startPeriod.eligible, cohort.startPeriod.returned]).toEqual([
        atStart.over.length,
        atStart.returned.length,
      ]);
      for (const cell of cohort.cells.slice(1)) {
        const span = spans.get(cell.interval);
        if (span === undefined) throw new Error(`no column ${cell.interval}`);
        const counted = recomputed.cell(own, span);
        if (cohort.period !== null) expectCell(cell, counted, ask);
        else expect([cell.eligible, cell.returned]).toEqual([counted.over.length, counted.returned.length]);
      }
    }
  }
}

async function expectPeople(
  context: Context,
  ask: RetentionAsk,
  grid: RetentionGrid,
  recomputed: Recomputed,
  pick: number,
): Promise<void> {
  const spans = spansOf(grid, ask);
  const series = grid.series[pick % grid.series.length];
  if (series === undefined) return;
  const cohort = pick % 3 === 0 ? null : (series.cohorts[pick % series.cohorts.length]?.period ?? null);
  const interval = pick % grid.columns.length;
  const span = spans.get(interval) ?? { first: 0, last: 0, closes: 0 };
  const belongs = seriesIn(grid, series);
  const own = recomputed.entries.filter(
    ({ row, value }) => belongs(value) && (cohort === null || row === cohort),
  );
  const counted = recomputed.cell(own, span, interval === 0);
  const expected: Record<Which, string[]> = {
    size: own.map(({ unit, row }) => `${unit}@${row}`),
    eligible: counted.over,
    begun: counted.begun,
    returned: counted.returned,
    so_far: counted.returnedSoFar,
    not_returned: counted.over.filter((one) => !counted.returned.includes(one)),
  };
  const which = (Object.keys(expected) as Which[])[pick % 6] ?? 'size';
  const { kind, value } = series;
  for (const way of ['quickest', 'events'] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const question = {
        ask,
        series: { kind, value },
        cohort,
        interval,
        which,
        limit: 8,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const page = await peopleOf(context, question, way);
      expect(page.total).toBe(expected[which].length);
      seen.push(...page.people.map(({ customer, id, cohort: row }) => `${customer ?? id}@${row}`));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual([...expected[which]].sort());
  }
}

const gold = (customer: string) => ['2', '4'].includes(customer);

function whereOf(workspace: Workspace, ask: RetentionAsk): Where {
  const [filter] = ask.people;
  const { timezone, weekStart } = workspace;
  const unitOf = ask.unit === 'account' ? { unitOf: (event: ToldEvent) => event.account || null } : {};
  if (filter?.kind !== 'trait') return { timezone, weekStart, ...unitOf };
  return { timezone, weekStart, ...unitOf, passes: (unit) => gold(unit) === (filter.how === 'is') };
}

it.each(histories.map((history, i) => ({ ...history, i, zone: history.place.timezone })))(
  'tells the same three ways: history $i in $zone',
  { timeout: 120_000 },
  async ({ workspace, events, asks, i }) => {
    // A part comes late: after the first question was asked, and before the ones that count.
    await fill(
      engines.warehouse,
      workspace,
      events.filter((_, n) => n % 4 !== 0),
    );
    const context = asking(engines, workspace);
    await gridOf(context, asks[0] ?? RetentionAsk.parse({}));
    await fill(
      engines.warehouse,
      workspace,
      events.filter((_, n) => n % 4 === 0),
    );
    for (const [n, ask] of asks.entries()) {
      const recomputed = new Recomputed(events, ask, whereOf(workspace, ask));
      const [quick, long] = await Promise.all([gridOf(context, ask), gridOf(context, ask, 'events')]);
      const about = JSON.stringify({ n, ask });
      expect({ ...quick, path: '' }, about).toEqual({ ...long, path: '' });
      try {
        expectGrid(quick, ask, recomputed);
        if (n % 3 === 0) await expectPeople(context, ask, quick, recomputed, i * 7 + n);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${about}`, { cause: error });
      }
    }
  },
);

it('is asked in every way: windows, entries, lengths, measures, least amounts, groups, people, units', () => {
  const ways = histories.flatMap(({ asks }) =>
    asks.flatMap((ask) => [
      ask.window,
      ask.entry,
      ask.returns,
      `${ask.rows}s by ${ask.interval}`,
      ask.brackets.length > 0 ? 'brackets' : 'intervals',
      `at least some ${ask.atLeast.kind}`,
      ask.measure.kind,
      ask.unit,
      ask.breakdown === null ? 'together' : 'apart',
      ask.includeMarked ? 'all traffic' : 'own traffic',
      ask.people.length > 0 ? 'some people' : 'everybody',
    ]),
  );
  expect([...new Set(ways)].sort()).toEqual(
    [
      'account',
      'all traffic',
      'apart',
      'at least some quantity',
      'at least some times',
      'brackets',
      'calendar',
      'customer',
      'days by day',
      'every_period',
      'everybody',
      'first_ever',
      'first_match',
      'intervals',
      'months by day',
      'months by month',
      'months by week',
      'on',
      'on_or_after',
      'own traffic',
      'rolling',
      'share',
      'some people',
      'sum',
      'together',
      'weeks by day',
      'weeks by week',
    ].sort(),
  );
});
