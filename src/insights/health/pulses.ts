import { type Sql, sql } from '#src/basics/sql.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { madeBy, type Writing } from '#src/customers/versions/index.ts';

/** What somebody says of a holder. */
export interface SaidPulse {
  readonly unit: Unit;
  readonly holder: string;
  readonly value: number;
  readonly note: string;
}

/** Keeps an impression; one more at the same instant takes the place of the former. */
export async function sayPulse(writing: Writing, pulse: SaidPulse): Promise<{ at: string }> {
  const { workspace, at, by } = madeBy(writing);
  await writing.records.run(sql`
    insert into health_pulses (workspace_id, unit, holder, at, value, note, said_by)
    values (${workspace}, ${pulse.unit}, ${pulse.holder}, ${at}, ${pulse.value}, ${pulse.note}, ${by})
    on conflict (workspace_id, unit, holder, at) do update
    set value = excluded.value, note = excluded.note, said_by = excluded.said_by`);
  return { at: at.toISOString() };
}

/** An impression as it is shown. */
export interface ShownPulse {
  readonly at: string;
  readonly value: number;
  readonly note: string;
  readonly by: string;
}

/** The latest impressions of a holder, latest first. Grain: an impression; ≤ 50 rows. */
export const pulsesAbout = (unit: Unit, holder: string): Sql<ShownPulse> => sql<ShownPulse>`
  select at, value, note, said_by as by
  from health_pulses
  where unit = ${unit}
    and holder = ${holder}
  order by at desc
  limit 50`;
