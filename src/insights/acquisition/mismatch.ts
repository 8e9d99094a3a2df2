import type { Group } from '#src/insights/newcomers/index.ts';
import { excess } from '#src/maths/association/index.ts';
import { countedShare, heldAgainstRest } from './against.ts';
import type { MismatchRow } from './ask.ts';
import type { Dimension, Plan } from './plan.ts';
import { mismatchWords } from './words.ts';

/** How many of a group left again, of how many who can be judged. */
export interface MismatchTally {
  readonly group: Group;
  readonly hits: number;
  readonly total: number;
}

/** Where those come from who leave again: alerts first, the most people too many before all. */
export function mismatchRows(
  tallies: readonly MismatchTally[],
  {
    smallest,
    ...told
  }: { readonly smallest: number; readonly by: Dimension; readonly unit: Plan['frame']['unit'] },
): MismatchRow[] {
  const named = tallies.map((tally) => (tally.group.kind === 'missing' ? null : tally));
  const against = heldAgainstRest(named, smallest);
  const all = named.reduce(
    (sum, one) => ({ hits: sum.hits + (one?.hits ?? 0), total: sum.total + (one?.total ?? 0) }),
    {
      hits: 0,
      total: 0,
    },
  );
  const rows = tallies.map(({ group, hits, total }, i): MismatchRow => {
    const { share, low, high } = countedShare({ hits, total });
    const own = against[i] ?? null;
    const rest = { hits: all.hits - hits, total: all.total - total };
    const more = own === null ? null : excess({ hits, total }, rest);
    const plain = {
      group: { ...group },
      people: total,
      left: hits,
      share,
      low,
      high,
      against: own,
      excess:
        more?.known === true
          ? { known: true as const, value: more.value.customers }
          : { known: false as const, why: 'too_few_customers' as const },
      alert: group.kind === 'value' && own?.verdict === 'different' && own.difference > 0,
    };
    return { ...plain, words: mismatchWords(plain, told) };
  });
  const weight = ({ excess: { known, ...told } }: MismatchRow) =>
    known && 'value' in told ? told.value : -Infinity;
  const compared = (a: number, b: number) => (a === b ? 0 : a - b);
  return rows
    .filter(({ people }) => people > 0)
    .toSorted(
      (a, b) => Number(b.alert) - Number(a.alert) || compared(weight(b), weight(a)) || b.people - a.people,
    );
}
