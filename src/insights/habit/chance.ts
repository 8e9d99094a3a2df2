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

/** The laws for so many weeks, made once. @param weeks 1 to 26: 26 take some 40 ms */
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

/**
 * The law of a sum of squares: the chance of `least`, of `least` + 2, and so on. All sums of so many days are even, or all
 * are odd, as the number of days is.
 */
interface Law {
  readonly least: number;
  readonly chances: Float64Array;
}

/** P of a sum of squares of at least (or at most) so much, per number of days. */
function tailsOf(shape: Boxes, side: 'from_above' | 'from_below'): (days: number, squares: number) => number {
  const laws = lawsOf(shape);
  for (const { chances } of laws) addUp(side === 'from_above' ? chances.reverse() : chances);
  return (days, squares) => {
    const law = laws[days];
    if (law === undefined) throw new Error(`no law for ${days} days`);
    const { least, chances } = law;
    const last = chances.length - 1;
    const above = (squares - least) / 2;
    if (side === 'from_below' && above > last) return 1;
    const at = side === 'from_above' ? last - Math.max(0, Math.ceil(above)) : Math.floor(above);
    return Math.min(1, chances[at] ?? 0);
  };
}

function addUp(chances: Float64Array): void {
  for (let at = 1; at < chances.length; at += 1) {
    chances[at] = (chances[at] ?? 0) + (chances[at - 1] ?? 0);
  }
}

/**
 * For each number of days, the law of the sum of squares: box by box, the chance that so many of the days dealt so far
 * fall into the next. Sets are counted divided by all sets, so that nothing overflows: Vandermonde, one box at a time.
 */
function lawsOf({ boxes, size }: Boxes): Law[] {
  const choose = logChoose(boxes * size);
  let before: Law[] = [{ least: 0, chances: new Float64Array([1]) }];
  for (let box = 1; box <= boxes; box += 1) {
    const places = box * size;
    const after = Array.from({ length: places + 1 }, (_, days) => noChance(days, { boxes: box, size }));
    for (const [days, law] of before.entries()) {
      for (let more = 0; more <= size; more += 1) {
        const chance = Math.exp(
          choose(size, more) + choose(places - size, days) - choose(places, days + more),
        );
        spread(law, { into: after[days + more], squares: more * more, chance });
      }
    }
    before = after;
  }
  return before;
}

/** A law of which nothing is known yet but which sums of squares there are: from the most even to the least even spread. */
function noChance(days: number, { boxes, size }: Boxes): Law {
  const [each, over] = [Math.floor(days / boxes), days % boxes];
  const least = (boxes - over) * each * each + over * (each + 1) ** 2;
  const most = Math.floor(days / size) * size * size + (days % size) ** 2;
  return { least, chances: new Float64Array((most - least) / 2 + 1) };
}

interface Spreading {
  readonly into: Law | undefined;
  /** Of the days in the box that is added. */
  readonly squares: number;
  readonly chance: number;
}

/** Adds a law to that of as many days with one box more. */
function spread({ least, chances }: Law, { into, squares, chance }: Spreading): void {
  if (into === undefined) return;
  const sums = into.chances;
  const shift = (least + squares - into.least) / 2;
  for (let at = 0; at < chances.length; at += 1) {
    sums[at + shift] = (sums[at + shift] ?? 0) + (chances[at] ?? 0) * chance;
  }
}

function logChoose(most: number): (of: number, taken: number) => number {
  const factorial = new Float64Array(most + 1);
  for (let n = 2; n <= most; n += 1) factorial[n] = (factorial[n - 1] ?? 0) + Math.log(n);
  return (of, taken) => (factorial[of] ?? 0) - (factorial[taken] ?? 0) - (factorial[of - taken] ?? 0);
}
