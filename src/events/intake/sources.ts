import type { Clock } from '#src/engines/clock/port.ts';
import { mayBeKey } from './write-key.ts';

/** Where events come from: one website, app or server of a workspace, with a key of its own. */
export interface Source {
  readonly workspace: number;
  readonly source: number;
}

/** Asks the records; undefined where no source has this key (or no longer). */
export type SourceLookUp = (writeKey: string) => Promise<Source | undefined>;

interface Known {
  readonly source: Source | undefined;
  readonly at: number;
}

const freshMs = 10_000;
const unknownFreshMs = 5_000;
const mostKnown = 10_000;

/**
 * The same look-up with a memory, so that the hot path asks nobody.
 *
 * A known key answers at once and is looked up again in the background when it is 10 seconds old: a revoked key
 * ends within about that time, and a key once known goes on while the records are away. An unknown key is asked
 * again after 5 seconds; requests at the same time share one question. 10,000 keys are remembered.
 *
 * @param onFailure told when a look-up in the background fails; the key stays known, the next request asks again
 * @throws whatever the look-up throws, where the key is not yet known
 */
export function cachedSources(
  lookUp: SourceLookUp,
  { clock, onFailure }: { readonly clock: Clock; readonly onFailure: (error: unknown) => void },
): SourceLookUp {
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<Source | undefined>>();

  const ask = (key: string): Promise<Source | undefined> => {
    const already = asking.get(key);
    if (already !== undefined) return already;
    const question = lookUp(key)
      .then((source) => {
        const oldest = known.size >= mostKnown ? known.keys().next().value : undefined;
        if (oldest !== undefined) known.delete(oldest);
        known.delete(key);
        known.set(key, { source, at: clock.now() });
        return source;
      })
      .finally(() => asking.delete(key));
    asking.set(key, question);
    return question;
  };

  return async (key) => {
    if (!mayBeKey(key)) return undefined;
    const memory = known.get(key);
    if (memory === undefined) return ask(key);
    const age = clock.now() - memory.at;
    if (memory.source === undefined) return age < unknownFreshMs ? undefined : ask(key);
    if (age >= freshMs) ask(key).catch(onFailure);
    return memory.source;
  };
}
