import { sql } from '#src/basics/sql.ts';
import type { Kept } from '#src/customers/upkeep/index.ts';
import { type Published, type ScoreName, standingScores, type ToldScore } from './scores.ts';

/** What was judged of everybody of a unit. */
export interface Judgement extends Pick<Published, 'unit' | 'family' | 'judgedBy'> {
  readonly scores: readonly ScoreName[];
  /** Epoch milliseconds: what is told holds from then on. */
  readonly at: number;
  readonly tookMs: number;
  readonly told: readonly ToldScore[];
}

/** So many rows are written at once. */
const rowsAtOnce = 50_000;

/**
 * Tells scores: what differs from what stands is written down, from their instant on; who is not told any more has none.
 * Cut anywhere, the next time goes on: what was written differs no more.
 */
export async function publishScores(kept: Kept, judgement: Judgement): Promise<void> {
  const { unit, at } = judgement;
  const rows = differing(await standingScores(kept.warehouse, judgement, kept.signal), judgement.told);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const lines = rows.slice(from, from + rowsAtOnce).map(({ key, score, value, colour }) =>
      JSON.stringify({
        workspace_id: kept.workspace.number,
        unit,
        key,
        score,
        at: new Date(at).toISOString().replace('T', ' ').replace('Z', ''),
        value,
        colour,
      }),
    );
    await kept.store.insert('scores', Buffer.from(lines.join('\n')));
  }
  await noteJudged(kept, judgement, null);
}

/** Says why scores could not be judged; what was told of them stands. */
export const scoresFailed = (kept: Kept, judgement: Omit<Judgement, 'told'>, fault: string): Promise<void> =>
  noteJudged(kept, judgement, fault);

/** Something arrived that may change scores: they are judged again when their rest is over, also after a restart. */
export async function noteScoresPending({ records }: Kept, { unit, family }: Published): Promise<void> {
  await records.run(sql`
    update published_scores
    set pending = true
    where unit = ${unit}
      and family = ${family}`);
}

function differing(standing: readonly ToldScore[], told: readonly ToldScore[]): ToldScore[] {
  const before = new Map(standing.map((one) => [nameOf(one), one]));
  const changed = told.filter((one) => {
    const was = before.get(nameOf(one));
    before.delete(nameOf(one));
    return (was?.value ?? null) !== one.value || (was?.colour ?? '') !== one.colour;
  });
  return [...changed, ...[...before.values()].map((one) => ({ ...one, value: null, colour: '' }))];
}

const nameOf = ({ key, score }: ToldScore): string => `${key} ${score}`;

async function noteJudged(
  { records, workspace }: Kept,
  { unit, family, scores, at, tookMs, judgedBy }: Omit<Judgement, 'told'>,
  fault: string | null,
): Promise<void> {
  const tried = new Date(at);
  await records.run(sql`
    insert into published_scores (workspace_id, unit, family, scores, judged_at, tried_at, took_ms, judged_by, fault)
    values (${workspace.number}, ${unit}, ${family}, ${JSON.stringify(scores)}::jsonb, ${fault === null ? tried : null}, ${tried},
      ${Math.round(tookMs)}, ${judgedBy}, ${fault})
    on conflict (workspace_id, unit, family) do update
    set scores = excluded.scores, judged_at = coalesce(excluded.judged_at, published_scores.judged_at),
      tried_at = excluded.tried_at, took_ms = excluded.took_ms, judged_by = excluded.judged_by, pending = false,
      fault = excluded.fault`);
}
