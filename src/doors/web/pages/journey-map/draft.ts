import { useState } from 'react';
import type { Drawn } from '#src/insights/journey-maps/index.ts';

interface History {
  /** The version these changes were made on. */
  readonly of: string;
  readonly past: readonly Drawn[];
  readonly future: readonly Drawn[];
  readonly now: Drawn;
}

/** A map as it is being changed: nothing is kept until it is saved, and every change can be undone. */
export interface Draft {
  readonly drawn: Drawn;
  /** How many changes are not saved. */
  readonly changes: number;
  readonly mayRedo: boolean;
  readonly change: (next: (drawn: Drawn) => Drawn) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly drop: () => void;
}

/**
 * @param of what is drawn on: another one begins anew, as after saving
 * @param drawn as it is kept
 */
export function useDraft(of: string, drawn: Drawn): Draft {
  const begun: History = { of, past: [], future: [], now: drawn };
  const [kept, setHistory] = useState(begun);
  const history = kept.of === of ? kept : begun;
  const { past, future, now } = history;
  return {
    drawn: now,
    changes: past.length,
    mayRedo: future.length > 0,
    change: (next) =>
      setHistory((before) => {
        const own = before.of === of ? before : begun;
        const changed = next(own.now);
        return changed === own.now ? own : { of, past: [...own.past, own.now], future: [], now: changed };
      }),
    undo: () => {
      const last = past.at(-1);
      if (last !== undefined)
        setHistory({ of, past: past.slice(0, -1), future: [now, ...future], now: last });
    },
    redo: () => {
      const [next, ...rest] = future;
      if (next !== undefined) setHistory({ of, past: [...past, now], future: rest, now: next });
    },
    drop: () => setHistory(begun),
  };
}
