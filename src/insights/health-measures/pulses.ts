import { sql } from '#src/basics/sql.ts';
import type { Engines, Frame } from '#src/customers/frame/index.ts';

/** What somebody said of a holder: from 1 (bad) to 5 (very good). */
export interface Pulse {
  readonly at: number;
  readonly value: number;
  readonly note: string;
  readonly by: string;
}

/** Impressions of each holder by the name they were said of, oldest first. */
export type Pulses = ReadonlyMap<string, readonly Pulse[]>;

interface PulseRow {
  readonly holder: string;
  readonly number: number | null;
  readonly at: string;
  readonly value: number;
  readonly note: string;
  readonly by: string;
}

/**
 * Impressions known before the question's instant: by account, or by the number that a customer's user id stands for.
 * Grain: an impression.
 */
export async function pulsesOf({ records, workspace }: Engines, { unit, asOf }: Frame): Promise<Pulses> {
  const rows = await records.rows(sql<PulseRow>`
    select holder, identities.customer as number, at, value, note, said_by as by
    from health_pulses
    left join identities on identities.workspace_id = health_pulses.workspace_id
      and identities.kind = 'user' and identities.external_id = holder and unit = 'customer'
    where health_pulses.workspace_id = ${workspace.number}
      and unit = ${unit}
      and at < ${new Date(asOf)}
    order by at`);
  const said = rows.flatMap(({ holder, number, at, ...pulse }) => {
    const name = unit === 'account' ? holder : number === null ? null : String(number);
    return name === null ? [] : [{ name, ...pulse, at: Date.parse(at) }];
  });
  return Map.groupBy(said, ({ name }) => name);
}
