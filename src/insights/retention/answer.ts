import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { type Engines, givenUpNumbers, limits, saidOf } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { turn } from '#src/insights/aside/index.ts';
import { answered, type Plan, type Reading, rowStart, rowsOf, tallied } from '#src/insights/cohorts/index.ts';
import type { RetentionAsk, RetentionGrid, RetentionTrend, Series } from './ask.ts';
import { definitionOf } from './definition.ts';
import { figureOf, pooledState, stateOf } from './figures.ts';
import { bySeries, columnsShown, seriesOf, sizeOf } from './grid.ts';

import { noSuchColumn } from './people.ts';
import { verdictOf } from './verdict.ts';
import type { Way } from './way.ts';

/** The whole grid of a question. */
export function gridOf(engines: Engines, ask: RetentionAsk, way: Way = 'quickest'): Promise<RetentionGrid> {
  return answered(engines, ask, way, (reading) => gridFrom(engines, reading, ask));
}

async function gridFrom(engines: Engines, reading: Reading, ask: RetentionAsk): Promise<RetentionGrid> {
  const { plan, ways } = reading;
  const [tallies, said] = await Promise.all([
    tallied(engines, reading, plan.columns),
    alongside(engines, reading, ask),
  ]);
  const series = bySeries(reading, tallies);
  const told: Series[] = [];
  for (const one of series) {
    await turn(); // a year of weeks is thousands of cells in each
    told.push(seriesOf(plan, one, ask.summary));
  }
  return {
    columns: columnsShown(plan.columns),
    series: told,
    verdict: verdictOf(plan, series, engines.workspace.smallestDifference),
    path: ways.entrantsFromBitmaps && ways.returnsFrom !== 'events' ? 'bitmaps' : 'events',
    ...said,
  };
}

/** One interval over the cohorts. */
export function trendOf(engines: Engines, ask: RetentionAsk, interval: number): Promise<RetentionTrend> {
  const reaching = ask.brackets.length > 0 ? ask : { ...ask, intervals: Math.max(1, interval) };
  return answered(engines, reaching, 'quickest', (reading) => trendFrom(engines, reading, ask, interval));
}

async function trendFrom(
  engines: Engines,
  reading: Reading,
  ask: RetentionAsk,
  interval: number,
): Promise<RetentionTrend> {
  const { plan } = reading;
  const columns = plan.columns.filter(({ index }) => index === 0 || index === interval);
  const column = columns.find(({ index }) => index === interval);
  if (column === undefined) throw noSuchColumn(interval, plan.columns.length - 1);
  const only: Plan = { ...plan, columns };
  const [tallies, said] = await Promise.all([
    tallied(engines, { ...reading, plan: only }, columns),
    alongside(engines, reading, ask),
  ]);
  const series = bySeries(reading, tallies);
  return {
    interval,
    series: series.map(({ kind, value, tallies: own }) => ({
      kind,
      value,
      points: rowsOf(plan).map((row) => {
        const inRow = own.filter((tally) => tally.row === row);
        return {
          period: dateText(rowStart(plan, row)),
          size: sizeOf(inRow),
          ...figureOf(plan, inRow, column, stateOf(plan, row, column)),
        };
      }),
      summary: { size: sizeOf(own), ...figureOf(plan, own, column, pooledState(plan, own, column)) },
    })),
    verdict: verdictOf(only, series, engines.workspace.smallestDifference),
    ...said,
  };
}

/** What every answer says besides its numbers. */
async function alongside(engines: Engines, { plan }: Reading, ask: RetentionAsk) {
  return {
    ...saidOf(plan, ask),
    leftOut: await leftOut(engines, plan),
    definition: definitionOf(plan, ask.summary),
    ...countedBySaid([plan.ask.return]),
  };
}

async function leftOut({ warehouse, signal }: Engines, plan: Plan): Promise<RetentionGrid['leftOut']> {
  if (plan.includeMarked || plan.from > plan.to) return { internal: 0, bot: 0 };
  const rows = await warehouse.rows(marked(plan), limits(signal === undefined ? {} : { signal }));
  const of = (traffic: string) => Number(rows.find((row) => row.traffic === traffic)?.people ?? 0);
  return { internal: of('internal'), bot: of('bot') };
}

/** Customers with a start event of internal or bot traffic in the range. Grain: one row per mark; ≤ 2 rows. */
const marked = ({ ask, layout, from, to }: Plan): Sql<{ traffic: string; people: number | string }> => sql`
  select traffic, bitmapCardinality(bitmapAndnot(groupBitmapMergeState(customers), ${givenUpNumbers})) as people
  from ${scoped('marked_days')}
  where layout = ${typed('UInt32', layout)}
    and event = ${ask.start.event ?? ''}
    and day between ${typed('Date32', dateText(from))} and ${typed('Date32', dateText(to))}
  group by traffic`;
