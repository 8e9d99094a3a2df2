import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { benjaminiHochberg } from '#src/maths/significance/index.ts';
import { logRank, type SurvivalRow } from '#src/maths/survival/index.ts';
import type { CurveAnswer, Waits } from './ask.ts';

/** Groups held against each other all at once: the largest. The test takes their square, for each time. */
const mostTested = 60;

/** Groups compared pair by pair: the largest. */
const mostCompared = 12;

const alpha = 0.05;

/** A group with the waits of its people. */
export interface Told {
  readonly rows: readonly SurvivalRow[];
  readonly waits: Pick<Waits, 'group' | 'customers'>;
}

type Difference = NonNullable<CurveAnswer['difference']>;

/**
 * Whether the groups differ: all at once, then by pairs.
 *
 * Whether they differ is said by the test of all; the pairs say only which, where they do. A pair that stands out of
 * groups that do not differ as a whole is what several pairs find by chance.
 *
 * @returns null where fewer than two groups hold anybody
 */
export function differenceOf(told: readonly Told[]): Difference | null {
  const some = told
    .filter(({ waits }) => waits.customers > 0)
    .sort((a, b) => b.waits.customers - a.waits.customers);
  if (some.length < 2) return null;
  const tested = some.slice(0, mostTested);
  const whole = logRank(tested.map(({ rows }) => rows));
  const differ = whole.known && whole.value.p < alpha;
  return {
    groups: tested.length,
    p: whole.known ? known(whole.value.p) : whole,
    chiSquare: whole.known ? whole.value.chiSquare : null,
    degreesOfFreedom: whole.known ? whole.value.degreesOfFreedom : null,
    differ,
    pairs: pairsOf(some.slice(0, mostCompared), differ),
  };
}

function pairsOf(groups: readonly Told[], differ: boolean): Difference['pairs'] {
  const pairs = groups.flatMap((first, i) =>
    groups.slice(i + 1).map((second) => ({ first, second, found: logRank([first.rows, second.rows]) })),
  );
  const tested = pairs.filter(({ found }) => found.known);
  const corrected = benjaminiHochberg(tested.flatMap(({ found }) => (found.known ? [found.value.p] : [])));
  return pairs.map((pair) => {
    const { found, first, second } = pair;
    const q = corrected[tested.indexOf(pair)];
    const correctedP: Estimate<number> = q === undefined ? unknown('not_computable') : known(q);
    const [own] = found.known ? found.value.groups : [];
    const more = own !== undefined && own.observed > own.expected;
    return {
      first: first.waits.group,
      second: second.waits.group,
      p: found.known ? known(found.value.p) : found,
      correctedP,
      sooner: differ && q !== undefined && q < alpha ? (more ? 'first' : 'second') : 'cannot_say',
    };
  });
}
