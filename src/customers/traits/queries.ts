import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { derivedValues } from './derived.ts';
import { type Unit, unitOf } from './unit.ts';

/**
 * One value per customer (or account) of a trait: the latest before `asOf`; values set once hold only where
 * there is no other, and of those the first. Of values at one instant the one that arrived last is the latest, then the
 * one with the greater message id. An empty value or null is none.
 *
 * Rows are stored in the order of customer and time, so that the deciding one of each is read off without a hash table:
 * 60 ms for 500,000 customers, where argMax took 230. Where few values pass, only those who ever had one are read at all.
 *
 * Grain: one row (who, value) per unit that has a value; ≤ units.
 *
 * @param passing a test on `value`: only units passing it are given
 */
export function traitValues(
  { trait, asOf, unit }: { trait: string; asOf: number; unit: Unit },
  passing?: Sql,
): Sql {
  const derived = derivedValues(trait, { asOf, unit });
  if (derived !== undefined)
    return passing === undefined ? derived : sql`(select who, value from ${derived} where ${passing})`;
  const before = sql`trait = ${trait} and time < ${new Date(asOf)}`;
  const deciding = unit === 'customer' ? ofCustomers : ofAccounts;
  return sql`(
    select ${unitOf[unit]} as who, value
    from (${deciding(before, passing)})
    where value not in ('', 'null')
      and ${passing ?? sql`true`}
  )`;
}

/** Of each customer the deciding row: of a value held only where there is no other the first, else the latest. */
const ofCustomers = (before: Sql, passing: Sql | undefined): Sql => sql`
      select customer, value
      from ${scoped('trait_changes')}
      where ${before}
        and ${ever(sql`customer`, sql`${scoped('trait_changes')}`, before, passing)}
      order by customer, once, if(once, 1, -1) * toUnixTimestamp64Milli(time), if(once, 1, -1) * toInt64(arrival),
        if(once, message_id, ''), message_id desc
      limit 1 by customer`;

const ofAccounts = (before: Sql, passing: Sql | undefined): Sql => sql`
      select account, value
      from ${scoped('account_trait_changes')}
      where ${before}
        and ${ever(sql`account`, sql`${scoped('account_trait_changes')}`, before, passing)}
      order by account desc, time desc, arrival desc, message_id desc
      limit 1 by account`;

/** Whether a unit ever had a value that passes: who never had, does not have one now. */
const ever = (unit: Sql, changes: Sql, before: Sql, passing: Sql | undefined): Sql =>
  passing === undefined
    ? sql`true`
    : sql`${unit} in (select ${unit} from ${changes} where ${before} and ${passing})`;

/**
 * All that is told of some people before an instant, each trait once, by the rules of `traitValues`.
 *
 * Grain: a customer and a trait that has a value; some dozens a customer.
 */
export const latestTraits = (
  customers: readonly number[],
  before: Date,
): Sql<{ customer: number; trait: string; value: string }> => sql`
  select customer, trait, value
  from (
    select customer, trait, value
    from ${scoped('trait_changes')}
    where customer in ${typed('Array(UInt32)', customers)}
      and time < ${before}
    order by customer, trait, once, if(once, 1, -1) * toUnixTimestamp64Milli(time), if(once, 1, -1) * toInt64(arrival),
      if(once, message_id, ''), message_id desc
    limit 1 by customer, trait
  )
  where value not in ('', 'null')`;
