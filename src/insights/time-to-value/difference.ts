import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { everyTwo } from '#src/insights/comparison/index.ts';
import { benjaminiHochberg } from '#src/maths/significance/index.ts';
import { judgedLogRank, type LogRank, logRankAmong, type SurvivalRow } from '#src/maths/survival/index.ts';
import type { CurveAnswer, Waits } from './ask.ts';

/** Groups held against each other all at once: the largest. */
const mostTested = 60;

/** Groups times hours: with more, waits are tested by day. A log-rank test on grouped times is a log-rank test. */
const mostHours = 100_000;

/** Groups compared pair by pair: the largest. */
const mostCompared = 12;

const alpha = 0.05;

/** A group with the waits of its people, in hours. */
export interface Told<Said = Waits> {
  readonly rows: readonly SurvivalRow[];
  readonly waits: Said;
}

type Sized = Told<Pick<Waits, 'group' | 'customers'>>;

type Difference = NonNullable<CurveAnswer['difference']>;

/**
 * Whether the groups differ: all at once, then by pairs.
 *
 * Whether they differ is said by the test of all; the pairs say only which, where they do. A pair that stands out of
 * groups that do not differ as a whole is what several pairs find by chance. Groups too small for the test are neither
 * judged nor corrected with the others.
 *
 * @returns null where fewer than two groups hold anybody
 */
export function differenceOf(told: readonly Sized[]): Difference | null {
  const some = told
    .filter(({ waits }) => waits.customers > 0)
    .sort((a, b) => b.waits.customers - a.waits.customers);
  if (some.length < 2) return null;
  const tested = some.slice(0, mostTested);
  const hours = new Set(tested.flatMap(({ rows }) => rows.map(({ duration }) => duration)));
  const times = tested.length * hours.size > mostHours ? 'days' : 'hours';
  const test = logRankAmong(tested.map(({ rows }) => (times === 'days' ? rows.map(byDay) : rows)));
  const { tested: whole, judged: large, tooSmall } = judgedLogRank([...tested.keys()], test);
  const pairs = everyTwo(Math.min(large.length, mostCompared)).map(
    ([a, b]) => [large[a] ?? a, large[b] ?? b] as const,
  );
  const differ = whole.known && whole.value.p < alpha;
  return {
    groups: large.length,
    tooSmall: tooSmall.flatMap((place) => tested[place]?.waits.group ?? []),
    times,
    p: whole.known ? known(whole.value.p) : whole,
    chiSquare: whole.known ? whole.value.chiSquare : null,
    degreesOfFreedom: whole.known ? whole.value.degreesOfFreedom : null,
    differ,
    pairs: judged(tested, { pairs, found: pairs.map((pair) => judgedLogRank(pair, test).tested), differ }),
  };
}

const byDay = (row: SurvivalRow): SurvivalRow => ({ ...row, duration: 24 * Math.ceil(row.duration / 24) });

interface Pairs {
  readonly pairs: readonly (readonly [number, number])[];
  /** Each by itself. */
  readonly found: readonly Estimate<LogRank>[];
  readonly differ: boolean;
}

function judged(groups: readonly Sized[], { pairs, found, differ }: Pairs): Difference['pairs'] {
  const corrected = benjaminiHochberg(found.flatMap((one) => (one.known ? [one.value.p] : []))).values();
  return pairs.flatMap(([a, b], at) => {
    const [one, first, second] = [found[at], groups[a], groups[b]];
    if (one === undefined || first === undefined || second === undefined) return [];
    const q = one.known ? corrected.next().value : undefined;
    const [own] = one.known ? one.value.groups : [];
    const more = own !== undefined && own.observed > own.expected;
    return [
      {
        first: first.waits.group,
        second: second.waits.group,
        p: one.known ? known(one.value.p) : one,
        correctedP: q === undefined ? unknown('not_computable') : known(q),
        sooner: differ && q !== undefined && q < alpha ? (more ? 'first' : 'second') : 'cannot_say',
      },
    ];
  });
}
