import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import type { Frame } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';

/** Whose contracts a question is about. */
export interface Whose {
  readonly frame: Frame;
  readonly kinds: readonly Unit[];
  /** True where conditions say whose contracts: holders of whom no event has come pass none. */
  readonly conditioned: boolean;
  readonly offers: readonly string[] | undefined;
  /** Of (holder_kind, holder): which holders alone are read. */
  readonly only?: Sql;
}

/** How kinds of holders are told in statements; 3 is a customer of whom no event has come. */
export const whoOf: Readonly<Record<Unit, number>> = { customer: 1, account: 2 };

/** Contract versions that a question knows, of the holders and offers it is about. */
export const knownVersions = ({ frame, kinds, offers, only }: Whose): Sql => sql`
  select *
  from ${scoped('contract_versions')}
  where recorded_at < ${new Date(frame.asOf)}
    and holder_kind in ${typed('Array(String)', kinds)}
    and ${offers === undefined ? sql`true` : sql`offer in ${typed('Array(String)', offers)}`}
    and ${only ?? sql`true`}`;

/** Whose each row (holder_kind, holder, …) is: who as {@link whoOf} and the key in sets. */
export const named = ({ frame, kinds, conditioned }: Whose, rows: Sql): Sql => {
  const isAccount = sql`holder_kind = 'account'`;
  const wanted =
    kinds.length > 1
      ? sql`true`
      : sql`who != 3 and ${isWanted(kinds[0] === 'customer' ? sql`toUInt32(key)` : sql`key`, frame.wanted)}`;
  return sql`
    select * except (customer),
      multiIf(${isAccount}, 2, customer = 0, 3, 1) as who,
      if(who = 1, toUInt64(customer), sipHash64(holder)) as key
    from (${rows}) as held
    left join (
      select user_id, customer
      from ${scoped('people_ids')}
    ) as people
    on held.holder = people.user_id and held.holder_kind = 'customer'
    where ${conditioned ? wanted : sql`true`}`;
};
