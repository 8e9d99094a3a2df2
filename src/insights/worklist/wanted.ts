import type { Context } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { isWanted, wantedPeople } from '#src/customers/filters/index.ts';
import type { ListAsk } from './ask.ts';
import type { Finding } from './finding.ts';

/**
 * Those of what was found whom the question's conditions hold for. Conditions are about people or about accounts: the others
 * are left out where any is asked.
 *
 * @param at epoch milliseconds
 * @throws DomainError those of the people's conditions
 */
export async function wantedOf(
  context: Context,
  { people, kind }: Pick<ListAsk, 'people' | 'kind'>,
  found: readonly Finding[],
  at: number,
): Promise<readonly Finding[]> {
  if (people.length === 0) return found;
  const unit = kind ?? context.workspace.countingUnit;
  const wanted = await wantedPeople(context, people, { unit, asOf: at });
  const own = found.filter((one) => one.kind === unit);
  const keys = [...new Set(own.map(({ key }) => key))];
  const fits = isWanted(unit === 'customer' ? sql`toUInt32(key)` : sql`sipHash64(key)`, wanted);
  const rows = await context.warehouse.rows(amongKeys(keys, fits));
  const meant = new Set(rows.map(({ key }) => key));
  return own.filter(({ key }) => meant.has(key));
}

/** Grain: a key that fits; at most as many as are told. */
const amongKeys = (keys: readonly string[], fits: Sql): Sql<{ key: string }> => sql<{ key: string }>`
  select key
  from (select arrayJoin(${typed('Array(String)', keys)}) as key)
  where ${fits}`;
