/** Minutes until a message is tried again, by how often it was: together some three days. */
const minutes = [1, 5, 15, 60, 180, 360, 720, 1440, 1440];

/**
 * When a message that was not taken is tried again, a tenth sooner or later, so that many do not come back at once.
 *
 * @param attempts hand-overs that were begun, this one included
 * @param chance 0–1
 * @returns epoch milliseconds; null: it was tried often enough
 */
export function nextTry(attempts: number, now: number, chance: number): number | null {
  const wait = minutes[attempts - 1];
  return wait === undefined ? null : now + Math.round(wait * 60_000 * (0.9 + 0.2 * chance));
}
