/**
 * How often so many active days, dealt at random over the weeks, are as unevenly spread over weekdays, or as evenly over
 * weeks, as those of a person.
 *
 * Null hypothesis: every set of n of the 7 × w days is as likely as any other. Over weekdays the statistic is the sum of
 * squares of the days per weekday (large: gathered on few weekdays), over weeks that of the days per week (small: as
 * many each week). Both laws are counted exactly, so p is right for four days as for eighty.
 *
 * @source the permutation test of Pearson's X² for a multivariate hypergeometric law (Fisher 1935); counted by dynamic
 * programming over the boxes; checked by enumeration and by simulation in the tests
 */
export interface Chances {
  /** P(sum of squares over weekdays ≥ squares), for n active days. */
  gathered(days: number, squares: number): number;
  /** P(sum of squares over weeks ≤ squares), for n active days. */
  steady(days: number, squares: number): number;
}

const kept = new Map<number, Chances>();

/** The laws for so many weeks, made once. @param weeks 1 to 26: 26 take some 0.3 s */
export function chancesOf(weeks: number): Chances {
  const made = kept.get(weeks) ?? {
    gathered: tailsOf({ boxes: 7, size: weeks }, 'from_above'),
    steady: tailsOf({ boxes: weeks, size: 7 }, 'from_below'),
  };
  kept.set(weeks, made);
  return made;
}

interface Boxes {
  readonly boxes: number;
  /** Days in a box. */
  readonly size: number;
}

/** P of a sum of squares of at least (or at most) so much, per number of days. */
function tailsOf(shape: Boxes, side: 'from_above' | 'from_below'): (days: number, squares: number) => number {
  const laws = lawsOf(shape);
  for (const law of laws) addUp(law, side);
  return (days, squares) => {
    const law = laws[days];
    if (law === undefined) throw new Error(`no law for ${days} days`);
    if (squares >= law.length) return side === 'from_above' ? 0 : 1;
    return Math.min(1, law[squares] ?? 0);
  };
}

function addUp(law: Float64Array, side: 'from_above' | 'from_below'): void {
  if (side === 'from_below') {
    for (let at = 1; at < law.length; at += 1) law[at] = (law[at] ?? 0) + (law[at - 1] ?? 0);
    return;
  }
  for (let at = law.length - 2; at >= 0; at -= 1) law[at] = (law[at] ?? 0) + (law[at + 1] ?? 0);
}

/**
 * For each number of days, the law of the sum of squares: box by box, the chance that so many of the days dealt so far
 * fall into the next. `ways` counts sets divided by all sets, so that nothing overflows: Vandermonde, one box at a time.
 */
function lawsOf({ boxes, size }: Boxes): Float64Array[] {
  const choose = logChoose(boxes * size);
  let before: Float64Array[] = [new Float64Array([1])];
  for (let box = 1; box <= boxes; box += 1) {
    const places = box * size;
    const after = Array.from(
      { length: places + 1 },
      (_, days) => new Float64Array(mostSquares(days, size) + 1),
    );
    for (const [days, law] of before.entries()) {
      for (let more = 0; more <= size; more += 1) {
        const chance = Math.exp(
          choose(size, more) + choose(places - size, days) - choose(places, days + more),
        );
        spread(law, { into: after[days + more], shift: more * more, chance });
      }
    }
    before = after;
  }
  return before;
}

function spread(
  law: Float64Array,
  {
    into,
    shift,
    chance,
  }: { readonly into: Float64Array | undefined; readonly shift: number; readonly chance: number },
): void {
  if (into === undefined) return;
  for (let squares = 0; squares < law.length; squares += 1) {
    const own = law[squares] ?? 0;
    if (own > 0) into[squares + shift] = (into[squares + shift] ?? 0) + own * chance;
  }
}

/** The largest sum of squares that so many days can have: as many full boxes as possible. */
const mostSquares = (days: number, size: number): number =>
  Math.floor(days / size) * size * size + (days % size) ** 2;

function logChoose(most: number): (of: number, taken: number) => number {
  const factorial = new Float64Array(most + 1);
  for (let n = 2; n <= most; n += 1) factorial[n] = (factorial[n - 1] ?? 0) + Math.log(n);
  return (of, taken) => (factorial[of] ?? 0) - (factorial[taken] ?? 0) - (factorial[of - taken] ?? 0);
}
