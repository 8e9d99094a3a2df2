import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** Everyone on a list. */
export type Members =
  | { readonly unit: 'customer'; readonly customers: readonly number[] }
  | { readonly unit: 'account'; readonly accounts: readonly string[] };

/**
 * Who is on a list now: numbers that were retired since are followed to those who hold their events.
 *
 * @throws DomainError `lists.unknown` where there is no such list in this workspace
 */
export async function membersOf(records: Transaction, list: string): Promise<Members> {
  const found = await records.row(kept(list));
  if (found === undefined) throw unknownList(list);
  if (found.unit === 'account') return { unit: 'account', accounts: found.accounts };
  const moved = await records.rows(successorsOf(list));
  if (moved.length === 0) return { unit: 'customer', customers: found.customers };
  const gone = new Set(moved.map(({ retired }) => retired));
  const now = new Set(found.customers.filter((customer) => !gone.has(customer)));
  for (const { holder } of moved) if (holder !== null) now.add(holder);
  return { unit: 'customer', customers: [...now].sort((a, b) => a - b) };
}

export const unknownList = (list: string): DomainError =>
  new DomainError('lists.unknown', {
    kind: 'not_found',
    field: 'list',
    expected: 'the id of a list of this workspace',
    got: list,
  });

/** Grain: the list; ≤ 1 row. */
const kept = (
  list: string,
): Sql<{ unit: 'customer' | 'account'; customers: number[]; accounts: string[] }> => sql`
  select unit, customers, accounts
  from lists
  where id = ${list}`;

/** Members retired since, with who holds their events at the end of the chain. Grain: (retired member, holder). */
const successorsOf = (list: string): Sql<{ retired: number; holder: number | null }> => sql`
  with recursive chain (retired, number) as (
    select retirements.customer, successor
    from lists
    join retirements on retirements.customer = any (lists.customers)
    left join lateral unnest(retirements.successors) as successor on true
    where lists.id = ${list}
    union
    select chain.retired, successor
    from chain
    join retirements on retirements.customer = chain.number
    left join lateral unnest(retirements.successors) as successor on true
  )
  select distinct chain.retired, case when gone.customer is null then chain.number end as holder
  from chain
  left join retirements as gone on gone.customer = chain.number`;
