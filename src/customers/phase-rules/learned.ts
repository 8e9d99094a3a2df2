import { sql } from '#src/basics/sql.ts';
import type { Population } from '#src/customers/early-warning/index.ts';
import type { Season } from '#src/customers/seasons/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** What an offer's visits taught, and when. */
export interface Learned {
  readonly offer: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly population: Population;
  /** The season its visits show by themselves. */
  readonly season: Season | null;
}

/** Everything ever learned, oldest first. */
export async function learnedOf(records: Transaction): Promise<Learned[]> {
  const rows = await records.rows(sql<Omit<Learned, 'at'> & { at: string }>`
    select offer, learned_at as at, population, season
    from phase_learned
    order by learned_at, offer`);
  return rows.map((row) => ({ ...row, at: Date.parse(row.at) }));
}

/** Keeps what was learned. What stood there while nothing was known makes way for it. */
export async function keepLearned(
  records: { transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> },
  workspace: number,
  { offer, at, population, season }: Learned,
): Promise<void> {
  await records.transaction(async (tx) => {
    await tx.run(sql`
      delete from phase_learned
      where workspace_id = ${workspace}
        and offer = ${offer}
        and population ->> 'learned' = 'false'`);
    await tx.run(sql`
      insert into phase_learned (workspace_id, offer, learned_at, population, season)
      values (
        ${workspace}, ${offer}, ${new Date(at)}, ${JSON.stringify(population)}::jsonb,
        ${season === null ? null : JSON.stringify(season)}::jsonb
      )
      on conflict (workspace_id, offer, learned_at) do nothing`);
  });
}
