import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import type { Outcome } from './ask.ts';
import { judged } from './promise.ts';
import { type Row, rows, todayIn } from './register.ts';

/** What a message may say of a promise. */
export interface PromiseVariables {
  /** What was promised. */
  readonly promise: string;
  readonly outcome: Outcome;
  /** Local day, YYYY-MM-DD. */
  readonly promisedFor: string;
  readonly keptOn: string | null;
  readonly promisedDays: number;
  /** Days earlier than promised; null unless there are some. */
  readonly surplusDays: number | null;
  /** Days late, so far where it is not kept yet; null unless there are some. */
  readonly lateDays: number | null;
  /** More than the quantity promised, in `unit`; below 0 where less; null without a quantity, or while it is not kept. */
  readonly surplus: number | null;
  readonly unit: string;
  /** Of the quantity, or of the days where none was promised: 0.53 is 53 % more than promised; null where it cannot be said. */
  readonly surplusShare: number | null;
  /** What became of it in both languages: « Tenue au-delà : 8 jours d’avance ». */
  readonly said: Words;
}

/**
 * The latest promise to each customer that was kept or is late, as variables of messages; of those to whom everything promised
 * is still open, the one that is due next. Whoever was promised nothing is left out; what was withdrawn was no promise.
 *
 * @param customers numbers within the workspace; three statements for all of them
 */
export async function promiseVariables(
  context: Pick<Context, 'records' | 'workspace' | 'clock'>,
  customers: readonly number[],
): Promise<Map<number, PromiseVariables>> {
  const { records } = context;
  const wanted = new Set(customers);
  const ids = (await records.rows(idsOf([...wanted]))).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const found = await records.rows(sql<Row>`
    ${rows}
    where withdrawn_at is null
      and holder_kind = 'customer'
      and holder = any(${ids}::text[])
    order by due_on, made_on, id`);
  const numbers = await numbersOf(
    records,
    found.map(({ holder }) => holder),
  );
  const today = todayIn(context);
  const told = new Map<number, PromiseVariables>();
  for (const row of found) {
    const customer = numbers.get(row.holder);
    if (customer === undefined || !wanted.has(customer)) continue;
    const [before, now] = [told.get(customer), variablesOf(row, today)];
    if (before === undefined || isLater(now, before)) told.set(customer, now);
  }
  return told;
}

/** Kept or late counts before open; of both, the latest to be so. Of two that are open the first due stays. */
const isLater = (one: PromiseVariables, other: PromiseVariables): boolean => {
  if (one.outcome === 'open') return false;
  return other.outcome === 'open' || dayOf(one) >= dayOf(other);
};

/** The day on which it was settled. */
const dayOf = ({ keptOn, promisedFor }: PromiseVariables): string => keptOn ?? promisedFor;

function variablesOf(row: Row, today: string): PromiseVariables {
  const { outcome, promisedDays, surplusDays, surplus, surplusShare, words } = judged(row, today);
  return {
    promise: row.what,
    outcome,
    promisedFor: row.dueOn,
    keptOn: row.keptOn,
    promisedDays,
    surplusDays: surplusDays !== null && surplusDays > 0 ? surplusDays : null,
    lateDays: surplusDays !== null && surplusDays < 0 ? -surplusDays : null,
    surplus,
    unit: row.unit,
    surplusShare,
    said: words,
  };
}

/** Every id that a promise to these people may bear. Grain: an id; some for each. */
const idsOf = (customers: readonly number[]): Sql<{ id: string }> => sql`
  select external_id as id
  from identities
  where customer = any(${[...customers]}::bigint[])
  union
  select device_links.anonymous_id
  from device_links
  join identities on identities.workspace_id = device_links.workspace_id
    and identities.kind = 'user'
    and identities.external_id = device_links.user_id
  where identities.customer = any(${[...customers]}::bigint[])
    and device_links.undone_at is null`;
