/**
 * The name that takes the fewest changes, where these are fewer than half of it: what somebody probably meant.
 *
 * Capitals, blanks, dashes and underscores count for nothing: `order_completed` is next to `Order Completed`.
 *
 * @param given what somebody wrote; only its first 64 letters are looked at
 * @param names what there is, in order of preference among equals
 * @param share so much of the name may be changed, and one letter always
 */
export function nearest(given: string, names: readonly string[], share = 1 / 2): string | undefined {
  const wanted = plain(given).slice(0, 64);
  const ranked = names
    .map((name) => ({ name, changes: changesBetween(wanted, plain(name)) }))
    .sort((a, b) => a.changes - b.changes);
  const [best] = ranked;
  return best !== undefined && best.changes <= Math.max(1, best.name.length * share) ? best.name : undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/gu, '');

/** Letters to add, drop or change. @source Levenshtein 1966 */
function changesBetween(given: string, name: string): number {
  let row = Array.from({ length: name.length + 1 }, (_, i) => i);
  for (let i = 1; i <= given.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= name.length; j += 1) {
      const same = given[i - 1] === name[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[name.length] ?? 0;
}

/** The name that this one is most likely a slip of: a quarter of it changed at most, so that « age » is no « name ». */
export const slipOf = (given: string, names: readonly string[]): string | undefined =>
  nearest(given, names, 1 / 4);

/** So many names are listed where none is near. */
const mostListed = 12;

/**
 * What a refusal says of a name that nothing bears: the near one, or what there is.
 *
 * @param names what there is, most used first
 */
export function namesMeant(given: string, names: readonly string[]): string {
  if (names.length === 0) return 'there is none yet';
  const near = nearest(given, names);
  if (near !== undefined) return `perhaps “${near}” is meant`;
  const more = names.length > mostListed ? `, and ${names.length - mostListed} more` : '';
  return `there are ${names
    .slice(0, mostListed)
    .map((name) => `“${name}”`)
    .join(', ')}${more}`;
}
