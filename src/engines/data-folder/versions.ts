/**
 * True when version `a` is newer than `b`, by its three numbers; `1.0.0-beta.2` counts as 1.0.0.
 *
 * @throws Error for what does not begin with three numbers
 */
export function isNewer(a: string, b: string): boolean {
  const difference = numbersOf(a).map((number, i) => number - (numbersOf(b)[i] ?? 0));
  return (difference.find((each) => each !== 0) ?? 0) > 0;
}

function numbersOf(version: string): number[] {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (found === null) throw new Error(`"${version}" is not a version such as 1.2.3`);
  return found.slice(1, 4).map(Number);
}
