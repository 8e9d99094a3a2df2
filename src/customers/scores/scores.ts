import { z } from 'zod';
import { type Sql, scoped, sql } from '#src/basics/sql.ts';
import { Words } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';

/** One score by its key, and what it is called. */
export const ScoreName = z.object({
  score: z.string().describe('health, health.depth …'),
  name: Words,
  number: z.boolean().describe('A figure with a colour; false: a colour alone'),
});
export type ScoreName = z.output<typeof ScoreName>;

/** What somebody is said to have of a score; null and '': it is not known. */
export interface ToldScore {
  /** A customer's number, or an account's fingerprint, as text. */
  readonly key: string;
  readonly score: string;
  readonly value: number | null;
  readonly colour: string;
}

/** The scores of one family that are told of a unit, and how fresh they are. */
export interface Published {
  readonly unit: Unit;
  readonly family: string;
  readonly scores: readonly ScoreName[];
  /** They were right at this instant; null: not judged yet. */
  readonly judgedAt: string | null;
  readonly triedAt: string;
  readonly tookMs: number;
  readonly judgedBy: string;
  readonly pending: boolean;
  readonly fault: string | null;
}

/** Grain: a family of a unit; a few. */
export const publishedScores = (records: Transaction): Promise<Published[]> =>
  records.rows(sql<Published>`
    select unit, family, scores, judged_at as "judgedAt", tried_at as "triedAt", took_ms as "tookMs", judged_by as "judgedBy", pending, fault
    from published_scores
    order by unit, family`);

/** What stands of a family of scores, those not known any more left out. Grain: (unit, score). */
export const standingScores = async (
  warehouse: WorkspaceWarehouse,
  { unit, family }: Pick<Published, 'unit' | 'family'>,
  signal: AbortSignal,
): Promise<ToldScore[]> =>
  warehouse.rows(standing(unit, family), { seconds: 120, memory: 4 * 2 ** 30, signal });

const standing = (unit: Unit, family: string): Sql<ToldScore> => sql<ToldScore>`
  select toString(key) as key, score, latest.1 as value, latest.2 as colour
  from (
    select key, toString(score) as score, argMax((value, toString(colour)), at) as latest
    from ${scoped('scores')}
    where unit = ${unit}
      and (score = ${family} or startsWith(score, ${`${family}.`}))
    group by key, score
  )
  where isNotNull(latest.1)
    or latest.2 != ''`;

/** The traits that published scores are asked by, and how each is said: le score « Santé ». */
export const scoreTraits = (
  published: readonly Published[],
): { readonly trait: string; readonly words: Words }[] =>
  published.flatMap(({ scores }) =>
    scores.flatMap(({ score, name, number }) => {
      const colour = say(`la couleur « ${name.fr} »`, `the colour “${name.en}”`);
      const own = {
        trait: `score:${score}`,
        words: number ? say(`le score « ${name.fr} »`, `the score “${name.en}”`) : colour,
      };
      return number ? [own, { trait: `${own.trait}:colour`, words: colour }] : [own];
    }),
  );

/** When scores of any kind were judged last, epoch milliseconds; 0 where none was. */
export async function latestJudgement(records: Transaction): Promise<number> {
  const times = (await publishedScores(records)).flatMap(({ judgedAt }) => judgedAt ?? []);
  return Math.max(0, ...times.map((at) => Date.parse(at)));
}
