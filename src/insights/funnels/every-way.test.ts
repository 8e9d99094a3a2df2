import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context, Workspace } from '#src/access/index.ts';
import { sql, typed } from '#src/basics/sql.ts';
import { asking, beginOf, fill, planOf, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { histories } from './histories.test-data.ts';
import {
  type FunnelAsk,
  type FunnelGrid,
  type FunnelSeries,
  type FunnelWhich,
  gridOf,
  pageOf,
} from './index.ts';
import { type CountedPath, recomputed } from './recomputed.test-data.ts';

/** Arrays in the warehouse and a search through every chain by hand must tell the same, person by person. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

function byHand(events: readonly ToldEvent[], ask: FunnelAsk, { timezone }: Workspace): CountedPath[] {
  const [filter] = ask.people;
  return recomputed(events, ask, {
    timezone,
    unitOf: ({ account, customer }) =>
      (ask.unit === 'account' ? account : customer === 0 ? '' : String(customer)) || null,
    ...(ask.breakdown?.by === 'trait' ? { traitOf: planOf } : {}),
    ...(filter?.kind === 'trait'
      ? { passes: (unit: string) => (planOf(unit) === 'gold') === (filter.how === 'is') }
      : {}),
  });
}

const belongsTo = (grid: FunnelGrid, { kind, value }: FunnelSeries) => {
  const alone = grid.series.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  return (path: CountedPath) => {
    if (kind === 'all') return true;
    if (kind === 'missing') return path.value === null;
    return kind === 'value' ? path.value === value : path.value !== null && !alone.includes(path.value);
  };
};

const names = (paths: readonly CountedPath[]): string[] => paths.map(({ unit }) => unit).sort();

/** Of every figure of a series: the question for its people, the number told, and the people by hand. */
function figures(ask: FunnelAsk, series: FunnelSeries, own: readonly CountedPath[]) {
  const last = ask.steps.length;
  const told: { which: FunnelWhich; number: number; paths: CountedPath[] }[] = [];
  for (const { step, reached, dropped, open } of series.steps) {
    told.push({
      which: { kind: 'reached', step },
      number: reached,
      paths: own.filter(({ depth }) => depth >= step),
    });
    if (step === last) continue;
    const here = own.filter(({ depth }) => depth === step);
    told.push({
      which: { kind: 'dropped', step },
      number: dropped,
      paths: here.filter((path) => !path.open),
    });
    told.push({ which: { kind: 'open', step }, number: open, paths: here.filter((path) => path.open) });
  }
  for (const { from, to, bins } of series.waits) {
    for (const { fromMs, belowMs, people } of bins) {
      const paths = own.filter(({ depth, over, times }) => {
        const wait = (times[to - 1] ?? 0) - (times[from - 1] ?? 0);
        return over && depth >= to && wait >= fromMs && (belowMs === null || wait < belowMs);
      });
      told.push({ which: { kind: 'waited', from, to, fromMs, belowMs }, number: people, paths });
    }
  }
  return told;
}

function expectSeries(ask: FunnelAsk, workspace: Workspace, series: FunnelSeries, own: CountedPath[]): void {
  const last = ask.steps.length;
  const over = own.filter((path) => path.over);
  const depthIn = (paths: readonly CountedPath[], step: number) =>
    paths.filter(({ depth }) => depth >= step).length;
  expect(series.entered).toBe(own.length);
  expect(series.over).toBe(over.length);
  expect(series.converted).toBe(depthIn(own, last));
  expect(series.open).toBe(own.filter(({ open }) => open).length);
  for (const figure of figures(ask, series, own))
    expect(figure.number, JSON.stringify(figure)).toBe(figure.paths.length);
  for (const step of series.steps) {
    expect(step.over).toBe(depthIn(over, step.step));
    if (over.length > 0) expect(step.share).toEqual({ known: true, value: step.over / over.length });
  }
  for (const { from, to, people, meanMs, medianMs } of series.waits) {
    const waits = over
      .filter(({ depth }) => depth >= to)
      .map(({ times }) => (times[to - 1] ?? 0) - (times[from - 1] ?? 0))
      .sort((a, b) => a - b);
    expect(people).toBe(waits.length);
    if (waits.length === 0) continue;
    const middle =
      ((waits[Math.floor((waits.length - 1) / 2)] ?? 0) + (waits[Math.ceil((waits.length - 1) / 2)] ?? 0)) /
      2;
    expect(medianMs).toEqual({ known: true, value: middle });
    expect(meanMs).toEqual({ known: true, value: waits.reduce((sum, wait) => sum + wait, 0) / waits.length });
  }
  const points = Map.groupBy(own, ({ date }) => beginOf(date, ask.trend, workspace.weekStart));
  for (const point of series.trend) {
    const there = points.get(point.period) ?? [];
    expect(point.entered).toBe(there.length);
    expect(point.converted).toBe(depthIn(there, last));
    expect(point.over).toBe(there.filter((path) => path.over).length);
    if (point.state === 'complete') expect(there.every((path) => path.over)).toBe(true);
  }
  expect(series.trend.reduce((sum, { entered }) => sum + entered, 0)).toBe(own.length);
}

/** The people behind some of the figures are exactly those found by hand. */
async function expectPeople(
  context: Context,
  ask: FunnelAsk,
  { series, own, pick }: { series: FunnelSeries; own: CountedPath[]; pick: number },
): Promise<void> {
  const told = figures(ask, series, own).filter(({ paths }) => paths.length > 0);
  const figure = told[pick % told.length];
  if (figure === undefined) return;
  const { kind, value } = series;
  const weekStart = context.workspace.weekStart;
  const period = pick % 2 === 0 ? null : beginOf(figure.paths[0]?.date ?? '', ask.trend, weekStart);
  const wanted = figure.paths.filter(
    ({ date }) => period === null || beginOf(date, ask.trend, weekStart) === period,
  );
  const page = await pageOf(context, {
    ask,
    series: { kind, value },
    period,
    which: figure.which,
    onlyOver: false,
    limit: 1000,
  });
  expect(page.total).toBe(wanted.length);
  expect(page.people.map(({ customer, id }) => String(customer ?? id)).sort()).toEqual(names(wanted));
}

it.each(histories.map((history, i) => ({ ...history, i, zone: history.place.timezone })))(
  'tells what trying every chain tells: history $i in $zone',
  { timeout: 600_000 },
  async ({ workspace, events, asks, i }) => {
    // A part comes late, and not in the order in which it happened.
    const late = (n: number) => n % 4 === 0;
    await fill(engines.warehouse, workspace, events.filter((_, n) => !late(n)).toReversed());
    await fill(
      engines.warehouse,
      workspace,
      events.filter((_, n) => late(n)),
    );
    // Somebody's events also stand under a number that was given up.
    const gone = 9;
    await fill(
      engines.warehouse,
      workspace,
      events.flatMap((told) =>
        told.customer === 8 ? [{ ...told, customer: gone, id: `${told.id}-old` }] : [],
      ),
    );
    await engines.warehouse.run(
      sql`insert into retired values (${typed('UInt32', workspace.number)}, ${typed('UInt32', gone)}, ${new Date(0)})`,
    );
    const context = asking(engines, workspace);
    for (const [n, ask] of asks.entries()) {
      const about = JSON.stringify({ n, ask });
      try {
        const grid = await gridOf(context, ask);
        const everyone = byHand(events, ask, workspace);
        for (const series of grid.series) {
          const own = everyone.filter(belongsTo(grid, series));
          expectSeries(ask, workspace, series, own);
          if (n % 3 === 0) await expectPeople(context, ask, { series, own, pick: i * 7 + n });
        }
        expect(grid.series.reduce((sum, { entered }) => sum + entered, 0)).toBe(everyone.length);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${about}`, { cause: error });
      }
    }
  },
);
