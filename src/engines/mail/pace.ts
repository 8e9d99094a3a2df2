/**
 * Waits so that no more than so many begin in a second, each its share of it after the one before; what was not used is
 * not saved up.
 *
 * @param sleep milliseconds
 * @param now milliseconds that only ever grow
 */
export function pacing(
  perSecond: number,
  sleep: (ms: number) => Promise<void>,
  now: () => number,
): () => Promise<void> {
  const apart = 1_000 / perSecond;
  let next = 0;
  return async () => {
    const asked = now();
    const begin = Math.max(asked, next);
    next = begin + apart;
    if (begin > asked) await sleep(begin - asked);
  };
}
