/** An answer that fits, and whether something was left out. */
export interface Capped {
  readonly text: string;
  /** How many entries each list keeps at most; undefined when all of the answer is there. */
  readonly listsCutAt?: number;
}

/**
 * An answer as JSON of at most `most` characters: where it is longer, its lists are cut, ever shorter, so that it stays
 * valid JSON with its totals and headings. What is too long even without lists is cut as text.
 */
export function capped(answer: unknown, most: number): Capped {
  const whole = JSON.stringify(answer) ?? 'null';
  if (whole.length <= most) return { text: whole };
  for (const keep of [500, 200, 100, 50, 20, 10, 5, 2, 1, 0]) {
    const text = JSON.stringify(withShortLists(answer, keep));
    if (text.length <= most) return { text, listsCutAt: keep };
  }
  return { text: `${whole.slice(0, most).toWellFormed()}…`, listsCutAt: 0 };
}

function withShortLists(value: unknown, keep: number): unknown {
  if (Array.isArray(value)) return value.slice(0, keep).map((one) => withShortLists(one, keep));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withShortLists(held, keep)]));
}
