import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Clock } from './engines/clock/index.ts';
import type { Journal } from './engines/journal/index.ts';
import type { Outcome } from './events/loading/index.ts';

/** What the house counts, for /metrics. */
export interface Measures {
  readonly registry: Registry;
  /** Told of each loaded batch. */
  loaded(outcome: Outcome): void;
}

/** Measures of this process, of the journal and of loading. */
export function openMeasures(journal: Journal, clock: Clock): Measures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'perdure_journal_waiting_events',
    help: 'Events accepted and not yet loaded.',
    registers,
    async collect() {
      this.set((await journal.waiting()).events);
    },
  });
  new Gauge({
    name: 'perdure_journal_waiting_bytes',
    help: 'Bytes accepted and not yet loaded.',
    registers,
    async collect() {
      this.set((await journal.waiting()).bytes);
    },
  });
  new Gauge({
    name: 'perdure_journal_lag_seconds',
    help: 'Age of the oldest event not yet loaded.',
    registers,
    async collect() {
      const { oldestAt } = await journal.waiting();
      this.set(oldestAt === null ? 0 : Math.max(0, clock.now() - oldestAt) / 1000);
    },
  });
  const events = new Counter({
    name: 'perdure_loaded_events_total',
    help: 'Events loaded, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  return {
    registry,
    loaded: ({ stored, rejected, quarantined, duplicate }) => {
      for (const [outcome, count] of Object.entries({ stored, rejected, quarantined, duplicate }))
        events.inc({ outcome }, count);
    },
  };
}
