import { type Sql, scoped, sql } from '#src/basics/sql.ts';

/** Who is counted: people, or the accounts they belong to. */
export type Unit = 'customer' | 'account';

/**
 * A unit as it stands in bitmaps: the customer's number, or a 64-bit fingerprint of the account's id.
 *
 * Two of a million accounts share a fingerprint with a chance of 3 in 100 million.
 */
export const unitOf: Readonly<Record<Unit, Sql>> = {
  customer: sql`customer`,
  account: sql`sipHash64(account)`,
};

/**
 * One value per customer (or account) of a trait: the latest before `asOf`; values set once hold only where
 * there is no other, and of those the first. An empty value or null is none.
 *
 * Grain: one row (who, value) per unit that has a value; ≤ units.
 *
 * @param passing a test on `value`: only units passing it are given, and the others are hardly read
 */
export function traitValues(
  { trait, asOf, unit }: { trait: string; asOf: number; unit: Unit },
  passing?: Sql,
): Sql {
  const source = unit === 'customer' ? scoped('trait_changes') : scoped('account_trait_changes');
  const who = unit === 'customer' ? sql`customer` : sql`account`;
  const latest =
    unit === 'customer'
      ? sql`if(countIf(not once) > 0, argMaxIf(value, (time, message_id), not once), argMinIf(value, (time, message_id), once))`
      : sql`argMax(value, (time, message_id))`;
  const before = sql`trait = ${trait} and time < ${new Date(asOf)}`;
  const candidates =
    passing === undefined
      ? sql`true`
      : sql`${who} in (select ${who} from ${source} where ${before} and ${passing})`;
  return sql`(
    select ${unitOf[unit]} as who, value
    from (
      select ${who}, ${latest} as value
      from ${source}
      where ${before}
        and ${candidates}
      group by ${who}
    )
    where value not in ('', 'null')
      and ${passing ?? sql`true`}
  )`;
}
