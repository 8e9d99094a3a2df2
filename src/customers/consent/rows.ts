import { join, type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { originalOf } from './copies.ts';
import { isNo } from './kinds.ts';
import { type Answer, type Cell, type Said, standing } from './standing.ts';

/** An id that consents are recorded under. */
export interface ConsentId {
  readonly kind: 'user' | 'anonymous';
  readonly id: string;
}

/** One person's rows of the ledger. */
export interface Ledger {
  readonly rows: readonly Said[];
  /** The standing answer about one channel, purpose and topic. */
  of(cell: Cell): Answer;
}

/**
 * What stands for each of many people, in one statement, from the records: what binds is never read from a copy.
 *
 * @param records those of one workspace
 * @param customers their numbers now; at most some thousands at a time
 * @returns one ledger for each number asked; of those about whom nothing was said, an empty one
 */
export async function standingOf(
  records: Transaction,
  customers: readonly number[],
): Promise<ReadonlyMap<number, Ledger>> {
  const found = customers.length === 0 ? [] : await records.rows(rowsOf(idsOf(customers)));
  const byCustomer = Map.groupBy(found, ({ customer }) => customer);
  return new Map(customers.map((customer) => [customer, ledgerOf(byCustomer.get(customer) ?? [])]));
}

/** The ledger of ids that nobody has shown up with yet. */
export async function ledgerOfUser(records: Transaction, user: string): Promise<Ledger> {
  const ids = sql`
    select ${own} as workspace_id, 0 as customer, 'user' as kind, ${user}::text as id`;
  return ledgerOf(await records.rows(rowsOf(ids)));
}

const ledgerOf = (found: readonly FoundRow[]): Ledger => {
  const rows = saidOf(found);
  return { rows, of: (cell) => standing(rows, cell) };
};

/** A row of the ledger, and which id of the person it was found under. */
interface FoundRow extends Omit<Said, 'speaksFor'> {
  readonly customer: number;
  readonly under: string;
  readonly also: readonly string[];
}

/**
 * For which ids of the person each row speaks: for the one it was recorded under; a yes also for those that were the same
 * person's then and are now. A no stands under each of them by itself, and is one row of whoever has several of these ids.
 */
function saidOf(found: readonly FoundRow[]): Said[] {
  const own = new Set(found.map(({ under }) => under));
  return [...Map.groupBy(found, ({ id }) => originalOf(id)).values()].flatMap((same) => {
    const [first] = same.toSorted((a, b) => a.number - b.number);
    if (first === undefined) return [];
    const { customer: _customer, under: _under, also, ...row } = first;
    const others = isNo(row.state) ? [] : also.filter((id) => own.has(id));
    return [{ ...row, speaksFor: [...new Set([...same.map(({ under }) => under), ...others])] }];
  });
}

/** The workspace that is asked: named, so that its index is used. Asked of no workspace it fails, lest a no go unseen. */
const own = sql`current_setting('perdure.workspace')::integer`;

const idsOf = (customers: readonly number[]): Sql => sql`
  select workspace_id, customer, kind, external_id as id
  from identities
  where workspace_id = ${own}
    and customer = any(${customers}::integer[])`;

const columns = sql`ids.customer, consents.id, consents.number, consents.channel, consents.purpose, consents.topic,
  consents.state, consents.basis, (extract(epoch from consents.given_at) * 1000)::float8 as "givenAt", consents.also`;

/** Whom a row's browser was linked to last before the row was given; ties as links are ordered everywhere. */
const linkedBefore = sql`(
      select user_id
      from device_links
      where device_links.workspace_id = ids.workspace_id
        and anonymous_id = consents.person
        and undone_at is null
        and at <= consents.given_at
      order by at desc, arrival desc, message_id collate "C" desc
      limit 1)`;
const linkedAfter = sql`(
      select user_id
      from device_links
      where device_links.workspace_id = ids.workspace_id
        and anonymous_id = consents.person
        and undone_at is null
      order by at, arrival, message_id collate "C"
      limit 1)`;

/**
 * Rows about people: those under their ids, and those of their browsers, which belonged to whoever was linked last before the
 * row was given, else first after it, as events do. No condition on `also` finds rows: row-level security keeps its index
 * from being used. Grain: a row; some dozens a person.
 */
const rowsOf = (ids: Sql): Sql<FoundRow> => sql<FoundRow>`
  with ids as (${ids})
  ${join(
    [
      sql`
  select ${columns}, ids.id as under
  from ids
  join consents on consents.workspace_id = ids.workspace_id and consents.id_kind = ids.kind and consents.person = ids.id`,
      sql`
  select ${columns}, ids.id
  from ids
  join lateral (
    select distinct anonymous_id
    from device_links
    where device_links.workspace_id = ids.workspace_id
      and device_links.user_id = ids.id
      and undone_at is null
  ) as browsers on true
  join consents on consents.workspace_id = ids.workspace_id and consents.id_kind = 'anonymous'
    and consents.person = browsers.anonymous_id
  where ids.kind = 'user'
    and ids.id = coalesce(${linkedBefore}, ${linkedAfter})`,
    ],
    '\nunion all\n',
  )}`;
