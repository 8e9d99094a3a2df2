import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { traitValues } from '#src/customers/traits/index.ts';
import { cohorts, entries, type Split, type Ways } from './entries.ts';
import type { Plan } from './plan.ts';

/**
 * The values that stand alone: those with the most people entering, ties in the order of the alphabet.
 *
 * Grain: one row per value; ≤ top rows.
 */
export function rankedValues(
  plan: Plan,
  { by, name, top }: { by: 'trait' | 'start_property'; name: string; top: number },
  ways: Ways,
): Sql<{ value: string }> {
  const most = typed('UInt64', top);
  const nothingSplit: Split = { by: 'nothing' };
  const everyone = sql`${cohorts(plan, nothingSplit, ways)},
    everyone as (select groupBitmapMergeState(members) as people from cohorts)`;
  if (by === 'trait') {
    return sql<{ value: string }>`
      with ${everyone}
      select value
      from ${traitValues({ trait: name, asOf: plan.asOf, unit: plan.unit })}
      where bitmapContains((select people from everyone), who)
      group by value
      order by count() desc, value
      limit ${most}`;
  }
  return sql<{ value: string }>`
    with ${everyone}
    select value
    from (
      select unit, value
      from ${entries(plan, { by, name, values: [] })}
      where bitmapContains((select people from everyone), unit)
    )
    where value != ''
    group by value
    order by uniqExact(unit) desc, value
    limit ${most}`;
}
