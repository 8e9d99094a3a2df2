import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { livesAt } from '#src/customers/phase-keeping/index.ts';
import type { PhaseCondition } from './ask.ts';
import type { Judging, People } from './people.ts';

/** Those who stand in one of some phases, and in one of some states, at the instant. */
export function whoIsInPhase({ frame }: Judging, { phases, statuses, offer }: PhaseCondition): People {
  const among = (column: Sql, values: readonly string[]): Sql =>
    values.length === 0 ? sql`true` : sql`${column} in ${typed('Array(String)', values)}`;
  return sql`(
      select groupBitmapState(customer)
      from ${livesAt({ asOf: frame.asOf, ...(offer === null ? {} : { offer }) })}
      where phase != ''
        and ${among(sql`phase`, phases)}
        and ${among(sql`status`, statuses)}
    )`;
}

/** When time alone moves somebody from one phase or state to another next. */
export const nextPhaseChange = (asOf: number): Sql<{ at: string | null }> => sql<{ at: string | null }>`
  select toString(toUnixTimestamp64Milli(min(due))) as at
  from ${scoped('phase_lives')}
  where known
    and due > ${new Date(asOf)}
  having count() > 0`;
