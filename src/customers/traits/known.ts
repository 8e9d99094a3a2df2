import { type Context, whileAwaited } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { namesMeant, slipOf } from '#src/basics/nearest.ts';
import { join, nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { derivedRow } from './derived.ts';
import type { Unit } from './unit.ts';

/** A trait as it stands in a question. */
export interface AskedTrait {
  /** Where it stands: `people[2].trait`. */
  readonly field: string;
  readonly trait: string;
  readonly unit: Unit;
  /** It is held against a number. */
  readonly asNumber?: boolean;
  /** Only whether it was told is asked: sensible also before anybody tells it. */
  readonly presence?: boolean;
}

type Engines = Pick<Context, 'warehouse' | 'signal'>;

/**
 * Refuses a question about a trait that nobody ever bore: it says what exists, and the near name. Without this a misspelt
 * name reads as "nobody", or as "everybody". Refuses, too, a trait held against a number while all that is told of it is
 * text.
 *
 * Whether a trait was told may be asked before anybody tells it: "nobody", or "everybody", is true then. It is refused
 * where the name is a slip of another.
 *
 * One statement for all of them, which reads the first row of each, and those up to the first number where one is needed.
 *
 * @throws DomainError `traits.unknown`, `traits.not_a_number`
 */
export async function requireTraits(engines: Engines, asked: readonly AskedTrait[]): Promise<void> {
  if (asked.length === 0) return;
  const rows = await engines.warehouse.rows(firstOfEach(asked), whileAwaited(engines));
  const borne = new Set(rows.map(({ place, number }) => (number === 1 ? -1 - place : place)));
  for (const [place, one] of asked.entries()) if (!borne.has(place)) await requireNoSlip(engines, one);
  const text = asked.find(({ asNumber }, place) => asNumber === true && !borne.has(-1 - place));
  if (text === undefined) return;
  // Says no value: it may name somebody.
  throw new DomainError('traits.not_a_number', {
    field: text.field,
    expected: `a trait of ${text.unit}s that is a number; all that is told of “${text.trait}” is text`,
    got: text.trait,
  });
}

/** Refuses people told apart by a trait that nobody ever bore; what else they may be told apart by is not looked at here. */
export const requireTraitApart = (
  engines: Engines,
  { by, name }: { readonly by: string; readonly name: string },
  at: Pick<AskedTrait, 'field' | 'unit'>,
): Promise<void> => requireTraits(engines, by === 'trait' ? [{ ...at, trait: name }] : []);

/** Of a trait that nobody bore. */
async function requireNoSlip(
  engines: Engines,
  { field, trait, unit, presence = false }: AskedTrait,
): Promise<void> {
  const rows = await engines.warehouse.rows(everyName(unit), whileAwaited(engines));
  const names = rows.map((row) => row.trait);
  if (presence && slipOf(trait, names) === undefined) return;
  const meant = namesMeant(trait, names);
  throw new DomainError('traits.unknown', {
    field,
    expected: `a trait of ${unit}s; ${meant}`,
    got: trait,
  });
}

const changes = (unit: Unit): Sql =>
  unit === 'customer' ? scoped('trait_changes') : scoped('account_trait_changes');

interface FirstRow {
  /** Of the trait, among those asked. */
  readonly place: number;
  /** 1 for one that is a number. */
  readonly number: number;
}

/** Grain: one row per trait that somebody bore, and one more where a number is needed and told. */
const firstOfEach = (asked: readonly AskedTrait[]): Sql<FirstRow> => sql<FirstRow>`
  select place, number
  from (${join(
    asked.flatMap((one, place) => [
      firstOf(one, place),
      ...(one.asNumber === true ? [firstOf(one, place, true)] : []),
    ]),
    '\nunion all\n',
  )})`;

function firstOf({ trait, unit }: AskedTrait, place: number, number = false): Sql {
  const derived = derivedRow(trait, unit, number);
  const found = sql`select ${typed('UInt16', place)} as place, ${typed('UInt8', number ? 1 : 0)} as number`;
  if (derived !== undefined) return sql`${found} from (${derived})`;
  return sql`
    ${found}
    from ${changes(unit)}
    where trait = ${trait}
      ${number ? sql`and isNotNull(toFloat64OrNull(value))` : nothing}
    limit 1`;
}

/** Names of traits, most often told first; ≤ 1,000 rows. */
const everyName = (unit: Unit): Sql<{ trait: string }> => sql<{ trait: string }>`
  select trait
  from ${changes(unit)}
  group by trait
  order by count() desc, trait
  limit 1000`;
