import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Engines } from '#src/customers/frame/index.ts';
import { requireTraits, traitValues, type Unit } from '#src/customers/traits/index.ts';
import type { Apart, Group } from './ask.ts';
import { knownVersions, named, type Whose, whoOf } from './whose.ts';

type ByTrait = Exclude<Apart, string>;

/**
 * Refuses a trait that no holder of a contract ever could have borne; where both kinds are counted, one of them is enough.
 *
 * @throws DomainError `traits.unknown`
 */
export async function requireHoldersTrait(
  engines: Engines,
  trait: string,
  kinds: readonly Unit[],
): Promise<void> {
  const looked = await Promise.allSettled(
    kinds.map((unit) => requireTraits(engines, [{ field: 'by.trait', trait, unit }])),
  );
  const refused = looked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (refused.length === kinds.length) throw refused[0];
}

/** Groups in the order of their books: values by rank, all others, and those of whom none is told. */
export const groupsOf = (values: readonly string[]): Group[] => [
  ...values.map((value) => ({ kind: 'value' as const, value })),
  { kind: 'others', value: null },
  { kind: 'missing', value: null },
];

/** The values with the most holders of priced contracts, ties by the alphabet. Grain: a value; ≤ top rows. */
export const rankedValues = (whose: Whose, { trait, top }: ByTrait): Sql<{ value: string }> => sql<{
  value: string;
}>`
  select borne.value as value
  from (
    select distinct who, key
    from (${named(whose, sql`select distinct holder_kind, holder from (${knownVersions(whose)}) where price is not null and currency != '' and period != ''`)})
  ) as standing
  inner join (${told(whose, trait)}) as borne
  on standing.who = borne.kind and standing.key = borne.unit
  group by value
  order by count() desc, value
  limit ${typed('UInt64', top)}`;

/** A trait's values as of the question: kind, unit, value. Grain: a customer or account that has one. */
const told = ({ kinds, frame: { asOf } }: Whose, trait: string): Sql =>
  join(
    kinds.map(
      (unit) =>
        sql`select toUInt8(${typed('UInt8', whoOf[unit])}) as kind, toUInt64(who) as unit, value from ${traitValues({ trait, asOf, unit })}`,
    ),
    '\nunion all\n',
  );

/**
 * Rows (who, key, book, …) with the book of their holder's group in the place of the first of the groups'; 0 stays 0.
 *
 * @param rows what {@link named} gives
 */
export function inGroups(whose: Whose, { trait }: ByTrait, groups: readonly Group[], rows: Sql): Sql {
  const values = typed(
    'Array(String)',
    groups.flatMap(({ value }) => value ?? []),
  );
  const others = typed('UInt16', groups.length - 2);
  const place = sql`multiIf(borne.value = '', ${others} + 1, indexOf(${values}, borne.value) = 0, ${others}, indexOf(${values}, borne.value) - 1)`;
  return sql`
    select standing.* except (book), if(standing.book = 0, toUInt16(0), toUInt16(standing.book + ${place})) as book
    from (${rows}) as standing
    left join (${told(whose, trait)}) as borne
    on standing.who = borne.kind and standing.key = borne.unit`;
}
