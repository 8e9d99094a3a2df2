import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { namesMeant } from '#src/basics/nearest.ts';
import { join, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import type { Unit } from './queries.ts';

/** A trait as it stands in a question. */
export interface AskedTrait {
  /** Where it stands: `people[2].trait`. */
  readonly field: string;
  readonly trait: string;
  readonly unit: Unit;
}

type Engines = Pick<Context, 'warehouse' | 'signal'>;

/**
 * Refuses a question about a trait that nobody ever bore: it says what exists, and the near name. Without this a misspelt
 * name reads as "nobody", or as "everybody".
 *
 * One statement for all of them, which reads the first row of each.
 *
 * @throws DomainError `traits.unknown`
 */
export async function requireTraits(engines: Engines, asked: readonly AskedTrait[]): Promise<void> {
  if (asked.length === 0) return;
  const rows = await engines.warehouse.rows(firstOfEach(asked), limitsOf(engines));
  const borne = new Set(rows.map(({ place }) => place));
  const wrong = asked.find((_, place) => !borne.has(place));
  if (wrong === undefined) return;
  const names = await engines.warehouse.rows(everyName(wrong.unit), limitsOf(engines));
  const meant = namesMeant(
    wrong.trait,
    names.map(({ trait }) => trait),
  );
  throw new DomainError('traits.unknown', {
    field: wrong.field,
    expected: `a trait of ${wrong.unit}s; ${meant}`,
    got: wrong.trait,
  });
}

const limitsOf = ({ signal }: Engines) => (signal === undefined ? {} : { signal });

const changes = (unit: Unit): Sql =>
  unit === 'customer' ? scoped('trait_changes') : scoped('account_trait_changes');

/** Grain: one row per trait that somebody bore: its place among those asked. */
const firstOfEach = (asked: readonly AskedTrait[]): Sql<{ place: number }> => sql<{ place: number }>`
  select place
  from (${join(
    asked.map(
      ({ trait, unit }, place) => sql`
    select ${typed('UInt16', place)} as place
    from ${changes(unit)}
    where trait = ${trait}
    limit 1`,
    ),
    '\nunion all\n',
  )})`;

/** Names of traits, most often told first; ≤ 1,000 rows. */
const everyName = (unit: Unit): Sql<{ trait: string }> => sql<{ trait: string }>`
  select trait
  from ${changes(unit)}
  group by trait
  order by count() desc, trait
  limit 1000`;
