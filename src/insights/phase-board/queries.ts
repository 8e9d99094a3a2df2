import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { givenUpNumbers } from '#src/customers/frame/index.ts';
import { livesAt } from '#src/customers/phase-keeping/index.ts';
import type { PhaseWhich } from './ask.ts';
import type { Looked } from './looking.ts';
import { whoWasWarned } from './warned.ts';

/** Without a look at an earlier instant: the lives are read as they are, not brought together by customer. */
const atEnd = (looked: Looked): Looked => ({ ...looked, before: looked.asOf });

const wantedLives = (looked: Looked): Sql => sql`(
    select customer, phase, status, was, monthly, currency, bought, bought_in
    from ${livesAt(looked)}
    where ${isWanted(sql`customer`, looked.frame.wanted)}
  )`;

/** How many stand where. */
export interface StandRow {
  readonly was: string;
  readonly phase: string;
  readonly status: string;
  readonly people: number;
}

/** Grain: (phase then, phase, status); some hundred rows. */
export const standings = (looked: Looked): Sql<StandRow> => sql<StandRow>`
  select was, phase, status, toUInt32(count()) as people
  from ${wantedLives(looked)}
  where phase != ''
  group by was, phase, status`;

/** Money of those who stand somewhere. */
export interface MoneyRow {
  readonly phase: string;
  readonly kind: 'monthly' | 'bought';
  readonly currency: string;
  /** Smallest units a month, or millionths. */
  readonly amount: string;
  readonly people: number;
}

/** Grain: (phase, kind, currency). */
export const moneyAt = (looked: Looked): Sql<MoneyRow> => sql<MoneyRow>`
  select phase, kind, in_currency as currency, toString(sum(amount)) as amount, toUInt32(count()) as people
  from (
    select phase, 'monthly' as kind, toString(currency) as in_currency, toInt128(monthly) as amount
    from ${wantedLives(looked)}
    where monthly != 0
    union all
    select phase, 'bought' as kind, toString(pair.1) as in_currency, toInt128(pair.2) as amount
    from ${wantedLives(looked)}
    array join arrayZip(bought_in, bought) as pair
  )
  where phase != ''
  group by phase, kind, currency`;

/** Whoever did anything and is in no phase, as a bitmap. */
const withoutPhase = (looked: Looked): Sql => sql`
    select bitmapAndnot(bitmapAndnot(
      (select groupBitmapMergeState(customers) from ${scoped('event_days')}
        where layout = ${typed('UInt32', looked.frame.layout)} and event = '' and day <= ${typed('Date32', dateOf(looked))}),
      (select groupBitmapState(customer) from ${livesAt(atEnd(looked))} where phase != '')), ${givenUpNumbers}) as people`;

const dateOf = ({ frame }: Looked): string =>
  new Date(frame.known.lastBegun * 86_400_000).toISOString().slice(0, 10);

/** The people behind a number, as one bitmap `people`. */
export function whoStands(looked: Looked, which: PhaseWhich): Sql {
  if (which.kind === 'warned') return whoWasWarned(looked, which.outcome);
  if (which.kind === 'without') {
    return sql`select groupBitmapState(customer) as people
      from (select arrayJoin(bitmapToArray(people)) as customer from (${withoutPhase(looked)}))
      where ${isWanted(sql`customer`, looked.frame.wanted)}`;
  }
  return sql`select groupBitmapState(customer) as people
    from ${wantedLives(which.kind === 'flow' ? looked : atEnd(looked))}
    where ${testOf(which)}`;
}

function testOf(which: Exclude<PhaseWhich, { kind: 'without' | 'warned' }>): Sql {
  if (which.kind === 'all') return sql`phase != ''`;
  if (which.kind === 'status') return sql`phase != '' and status = ${which.status}`;
  if (which.kind === 'flow') return sql`was = ${which.from ?? ''} and phase = ${which.to}`;
  return which.status === undefined
    ? sql`phase = ${which.phase}`
    : sql`phase = ${which.phase} and status = ${which.status}`;
}
