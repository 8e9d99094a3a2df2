import type { Context } from '#src/access/index.ts';
import type { Preview, PreviewAsk } from './ask.ts';
import { dimensionTallies, tallyOf } from './board.ts';
import { groundOf, type HolderHealth, healthBy } from './judged.ts';
import { requireMeasurable } from './templates.ts';
import { previewVerdict } from './words.ts';

/** Whose colour would be another, with both colours. */
export interface Recoloured {
  readonly before: HolderHealth;
  readonly after: HolderHealth;
}

/** Everyone by the template in force and by another. @throws DomainError as `requireMeasurable` and `groundOf` */
export async function recoloured(context: Context, ask: PreviewAsk) {
  await requireMeasurable(context, ask.template);
  const ground = await groundOf(context, ask);
  const [before = [], after = []] = await healthBy(context, ground, [ground.adopted.template, ask.template]);
  const pairs: Recoloured[] = before.flatMap((one, i) => {
    const other = after[i];
    return other === undefined ? [] : [{ before: one, after: other }];
  });
  return { ground, pairs };
}

/** What another template would change, before it is adopted. */
export async function previewOf(context: Context, ask: PreviewAsk): Promise<Preview> {
  const { ground, pairs } = await recoloured(context, ask);
  const moved = pairs.filter(({ before, after }) => before.health.colour !== after.health.colour);
  const moves = Map.groupBy(moved, ({ before, after }) => `${before.health.colour}|${after.health.colour}`);
  const counts = { total: pairs.length, changed: moved.length };
  return {
    ...counts,
    moves: [...moves.values()].flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      return [{ from: first.before.health.colour, to: first.after.health.colour, holders: own.length }];
    }),
    before: tallyOf(pairs.map(({ before }) => before.health.colour)),
    after: tallyOf(pairs.map(({ after }) => after.health.colour)),
    dimensions: dimensionTallies(
      pairs.map(({ after }) => after),
      ask.template,
    ),
    verdict: previewVerdict(ground.frame.unit, counts),
  };
}
