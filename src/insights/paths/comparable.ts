import { say } from '#src/customers/wording/index.ts';
import { comparable, lastDayOver, sharesBy } from '#src/insights/comparable/index.ts';
import { PathAsk } from './ask.ts';
import { chosen, type PathNumber } from './people.ts';
import { reachMs } from './plan.ts';
import { treeOf } from './tree.ts';

/** So many next steps are compared: those of most people. */
const mostNext = 10;

const prefix = 'next: ';

/**
 * Of those with the anchor, those whose next step (or the one before, for paths that lead to it) was each event.
 *
 * Only anchors whose time is over: who has just begun has not had the time to go on. A step that stands alone in some
 * groups and hides among the "others" of another cannot be compared, and is left out.
 */
export const comparablePaths = comparable({
  of: 'paths.tree',
  ask: PathAsk,
  most: mostNext,
  measure: async (context, asked, how) => {
    const forward = asked.direction === 'from';
    const over = lastDayOver(
      context,
      asked,
      forward && asked.limit.kind !== 'day' ? reachMs(asked.limit) : 0,
    );
    const ask = { ...asked, to: over ?? asked.to, top: 50, steps: 1 };
    const { entered, steps, unit, definition } = await treeOf(context, ask, how);
    if (over === undefined) return { unit, shares: [], definition };
    const share = sharesBy('paths.people', (people: PathNumber) => chosen(context, people));
    const next = steps[1]?.nodes ?? [];
    const shareOf = (name: string, hits: number) =>
      share({
        key: `${prefix}${name}`,
        name: forward
          ? say(`« ${name} » ensuite`, `“${name}” next`)
          : say(`« ${name} » juste avant`, `“${name}” just before`),
        hits,
        total: entered,
        hitsAsk: { ask, which: { kind: 'node', depth: 1, place: { kind: 'named', name } } },
        totalAsk: { ask, which: { kind: 'entered' } },
      });
    return {
      unit,
      definition,
      shares: next.flatMap(({ place, people }) =>
        place.kind === 'named' ? [shareOf(place.name, people)] : [],
      ),
      absent: next.some(({ place }) => place.kind === 'others')
        ? undefined
        : (key) => shareOf(key.slice(prefix.length), 0),
    };
  },
});
