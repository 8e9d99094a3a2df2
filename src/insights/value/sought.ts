import { known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { type Engines, framed, limits, saidOf, toldShare } from '#src/customers/frame/index.ts';
import {
  countedBySaid,
  periodDate,
  periodsIn,
  settledDeed,
  spanAsked,
  stateOf,
} from '#src/customers/value/index.ts';
import type { Sought, SoughtAsk, SoughtFigures } from './sought-ask.ts';
import { soughtDefinition, soughtVerdict } from './sought-words.ts';
import { type SoughtPlan, soughtStretches } from './stretches.ts';

/**
 * How often, and by how many, something was sought and not found, period by period.
 *
 * @throws DomainError `value.no_default` where no event of value is named and the workspace has none,
 * `insights.unknown_event`, `insights.unknown_property`, those of the range and the frame
 */
export async function soughtOf(engines: Engines, ask: SoughtAsk): Promise<Sought> {
  const plan = await soughtPlan(engines, ask);
  const { frame, span } = plan;
  const rows = await engines.warehouse.rows(countsByPeriod(plan), limits(engines));
  const byPeriod = new Map(rows.map((row) => [Number(row.whole) === 1 ? 'all' : Number(row.period), row]));
  const figures = periodsIn(span).map((index) => ({
    period: periodDate(frame, span.period, index),
    state: stateOf(frame, span.period, index),
    ...figuresOf(byPeriod.get(index)),
  }));
  const all = figuresOf(byPeriod.get('all'));
  return {
    rows: figures,
    all,
    verdict: soughtVerdict(all, plan.frame.unit),
    definition: soughtDefinition(plan),
    ...countedBySaid(plan.deeds),
    ...saidOf(frame, ask),
  };
}

/** Settles a question about seeking. */
export async function soughtPlan(engines: Engines, ask: SoughtAsk): Promise<SoughtPlan> {
  const frame = await framed(engines, ask);
  const asked = ask.value.length > 0 ? ask.value : [{ value: { definition: null } }];
  const deeds = await Promise.all(asked.map((one, i) => settledDeed(engines, one, `value[${i}]`)));
  // An event that counts is found, though it be the third of a month: what it takes in a month says who was active.
  const value = deeds.map((deed) => ('reached' in deed ? deed.reached.match : deed));
  await requireKnown(engines, [
    ...ask.search.map((match, i) => ({ field: `search[${i}]`, match })),
    ...value.map((match, i) => ({ field: `value[${i}]`, match })),
  ]);
  const seeking = { search: ask.search, value, gapMinutes: ask.gapMinutes };
  return { frame, seeking, deeds, span: spanAsked(frame, ask) };
}

interface CountRow {
  readonly period: number;
  /** 1 for the row of all periods together. */
  readonly whole: number | string;
  readonly sought: number | string;
  readonly with_value: number | string;
  readonly not_found: number | string;
  readonly going_on: number | string;
  readonly people: number | string;
  readonly people_not_found: number | string;
  readonly people_open: number | string;
  readonly people_ended: number | string;
}

/** Grain: one row per period with a search, and one for all; ≤ periods + 1. */
const countsByPeriod = (plan: SoughtPlan): Sql<CountRow> => sql<CountRow>`
  select period, grouping(period) as whole, count() as sought, countIf(found) as with_value,
    countIf(not found and not open) as not_found, countIf(open) as going_on, uniqExact(unit) as people,
    uniqExactIf(unit, not found and not open) as people_not_found, uniqExactIf(unit, open) as people_open, uniqExactIf(unit, not open) as people_ended
  from ${soughtStretches(plan)}
  group by grouping sets ((period), ())`;

function figuresOf(row: CountRow | undefined): SoughtFigures {
  const [found, notFound] = [Number(row?.with_value ?? 0), Number(row?.not_found ?? 0)];
  const [peopleEnded, peopleNotFound] = [Number(row?.people_ended ?? 0), Number(row?.people_not_found ?? 0)];
  const { share: peopleShare, ...bounds } = toldShare({ hits: peopleNotFound, total: peopleEnded });
  return {
    sought: Number(row?.sought ?? 0),
    found,
    notFound,
    open: Number(row?.going_on ?? 0),
    people: Number(row?.people ?? 0),
    peopleEnded,
    peopleNotFound,
    peopleOpen: Number(row?.people_open ?? 0),
    share: found + notFound > 0 ? known(notFound / (found + notFound)) : unknown('no_events'),
    peopleShare,
    ...bounds,
  };
}
