import type { Clock } from '#src/engines/clock/index.ts';

/** Answers by name, each computed once a minute of the clock, whoever asks for it and however often. */
export interface MinuteAnswers {
  of(name: string, compute: () => Promise<unknown>): Promise<unknown>;
}

/** So many are held at once: those of a few large dashboards. */
const mostAnswers = 200;

/** Opens them. In memory; what fails is not held. */
export function openMinuteAnswers(clock: Clock): MinuteAnswers {
  const held = new Map<string, Promise<unknown>>();
  let minute = Number.NaN;
  return {
    of: (name, compute) => {
      const now = Math.floor(clock.now() / 60_000);
      if (now !== minute) held.clear();
      minute = now;
      const found = held.get(name);
      if (found !== undefined) return found;
      const computed = compute();
      held.set(name, computed);
      for (const oldest of [...held.keys()].slice(0, Math.max(0, held.size - mostAnswers)))
        held.delete(oldest);
      computed.catch(() => {
        if (held.get(name) === computed) held.delete(name);
      });
      return computed;
    },
  };
}
