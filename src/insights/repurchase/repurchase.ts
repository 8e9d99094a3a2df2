import { known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import {
  daysAsked,
  type Engines,
  eventRows,
  type Frame,
  framed,
  int,
  limits,
  listedBy,
  moment,
  type PeopleBehind,
  saidOf,
  toldShare,
} from '#src/customers/frame/index.ts';
import type { Repurchase, RepurchaseAsk, RepurchasePeopleAsk } from './ask.ts';
import { definitionOf, verdictOf } from './words.ts';

const dayMs = 86_400_000;

/**
 * Of the buyers who were watched for long enough after their first purchase, the share who bought again in time.
 *
 * @throws DomainError `insights.empty_range`, `insights.no_such_date`, those of the people's conditions
 */
export async function repurchaseOf(engines: Engines, ask: RepurchaseAsk): Promise<Repurchase> {
  const frame = await framed(engines, ask);
  const [row] = await engines.warehouse.rows(counts(frame, ask), limits(engines));
  const [buyers, eligible, again] = [row?.buyers, row?.eligible, row?.again].map((one) =>
    Number(one ?? 0),
  ) as [number, number, number]; // three in, three out
  const { share: rate, low, high } = toldShare({ hits: again, total: eligible });
  const told = {
    buyers,
    eligible,
    tooRecent: buyers - eligible,
    again,
    rate,
    low,
    high,
    medianDays: again === 0 ? unknown('too_few_customers') : known(Number(row?.median ?? 0) / dayMs),
  };
  return {
    ...told,
    verdict: verdictOf(ask, told, frame.unit),
    definition: definitionOf(ask, frame),
    ...saidOf(frame, ask),
  };
}

interface CountRow {
  readonly buyers: string;
  readonly eligible: string;
  readonly again: string;
  readonly median: number;
}

/** Grain: one row. */
const counts = (frame: Frame, ask: RepurchaseAsk): Sql<CountRow> => sql<CountRow>`
  select count() as buyers, countIf(is_eligible) as eligible, countIf(is_eligible and bought_again) as again,
    ifNotFinite(quantileExactInclusiveIf(0.5)(second - first, is_eligible and bought_again), 0) as median
  from (${buyersOf(frame, ask)})`;

/** Each buyer with the instants of both first purchases: unit, first, second, is_eligible, bought_again. Grain: a buyer. */
function buyersOf(frame: Frame, ask: RepurchaseAsk): Sql {
  const { from, to } = daysAsked(frame, ask);
  const window = ask.within * dayMs;
  return sql`
    select unit, times[1] as first, if(length(times) > 1, times[2], toInt64(0)) as second,
      first + ${window} < ${frame.asOf} as is_eligible,
      length(times) > 1 and second <= first + ${window} as bought_again
    from (
      select unit, arraySort(groupArray(${moment})) as times, min(day) as first_day
      from ${eventRows(frame, ask.match)}
      group by unit
    )
    where first_day between ${int(from)} and ${int(to)}
      and ${isWanted(sql`unit`, frame.wanted)}`;
}

/** Whose number: without the page. */
export type Which = Omit<RepurchasePeopleAsk, 'limit' | 'cursor'>;

const tests: Readonly<Record<Which['which'], Sql>> = {
  eligible: sql`is_eligible`,
  again: sql`is_eligible and bought_again`,
  not_again: sql`is_eligible and not bought_again`,
  too_recent: sql`not is_eligible`,
};

/** @throws DomainError those of the question */
export async function whoBought(engines: Engines, { ask, which }: Which): Promise<PeopleBehind> {
  const frame = await framed(engines, ask);
  const people = sql`
    select groupBitmapState(unit) as people
    from (${buyersOf(frame, ask)})
    where ${tests[which]}`;
  return { frame, people };
}

export const { page: buyersPage, everyone: everyoneBuying } = listedBy(whoBought);
