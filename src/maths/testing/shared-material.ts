import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/** What every golden file says about itself, besides its values. */
export interface GoldenFile {
  readonly what: string;
  readonly computed_with: string;
}

const sharedFolder =
  process.env.PERDURE_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));

/**
 * Registers tests that need files from the folder `shared` beside the checkout (golden values by R and
 * scipy, data sets). Where a file is absent they are skipped, and a line says how many.
 *
 * @param title   the group's title
 * @param files   paths inside the shared folder
 * @param checks  test title → body; the body receives the text of each file, in order
 * @example describeShared('waltons', ['data/survival/waltons.csv'], { 'has 163 rows': (csv) => … })
 */
export function describeShared(
  title: string,
  files: readonly string[],
  checks: Readonly<Record<string, (...texts: string[]) => void>>,
): void {
  const paths = files.map((file) => `${sharedFolder}/${file}`);
  const absent = files.filter((_, index) => !existsSync(paths[index] ?? ''));
  const entries = Object.entries(checks);
  if (absent.length > 0) console.log(`${title}: ${entries.length} checks skipped, no ${absent.join(', ')}`);
  describe(title, () => {
    for (const [claim, body] of entries) {
      it.skipIf(absent.length > 0)(claim, () => body(...paths.map((path) => readFileSync(path, 'utf8'))));
    }
  });
}

/**
 * Registers tests against one golden file.
 *
 * @param name    the file's name without folder and ending, such as `proportions`
 * @param checks  test title → body; the body receives the file's content
 * @example describeGolden<Power>('power', { 'agrees on the size': (golden) => … })
 */
export function describeGolden<T>(
  name: string,
  checks: Readonly<Record<string, (golden: T & GoldenFile) => void>>,
): void {
  const bodies = Object.entries(checks).map(([claim, body]) => [
    claim,
    // The files are ours and their shape is stated by the test that reads them.
    (text: string) => body(JSON.parse(text) as T & GoldenFile),
  ]);
  describeShared(`golden ${name}`, [`golden/${name}.json`], Object.fromEntries(bodies));
}

/**
 * A repeatable source of chance for tests (mulberry32): the same seed gives the same numbers everywhere.
 *
 * @param seed  a whole number
 * @returns a function giving numbers in 0–1, 1 excluded
 */
export function fixedRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
