import type { Context } from '#src/access/index.ts';
import { run, type ToldEvent } from '#src/insights/testing/index.ts';
import type { JourneyMap } from './ask.ts';
import { Drawn, type MapStep } from './drawn.ts';
import { operations } from './index.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** A Monday. */
export const start = Date.parse('2025-03-03T09:00:00Z');

type Did = (event: string, days: number) => ToldEvent;

/** What so many people do, the i-th of them as told: by events so many days after an instant. */
export const eachOf = (
  people: number,
  does: (did: Did, i: number) => readonly ToldEvent[],
  from = start,
): ToldEvent[] =>
  Array.from({ length: people }, (_, i) =>
    does((event, days) => ({ customer: i + 1, at: from + days * day, event }), i),
  ).flat();

/** A step done by an event; null: only drawn. */
export const step = (id: string, event: string | null, more: Partial<MapStep> = {}) => ({
  id,
  name: { fr: `Étape ${id}`, en: `Step ${id}` },
  matches: event === null ? [] : [{ event, where: [] }],
  ...more,
});

/** A map of some steps, watched for a week; who is seen in the three weeks after has stayed. */
export const mapOf = (...steps: readonly object[]) =>
  Drawn.parse({
    stages: [{ id: 'all', name: { fr: 'Tout', en: 'All' }, steps }],
    window: { amount: 7, of: 'day' },
    stays: { match: { event: null, where: [] }, days: 21 },
  });

export const march = { from: '2025-03-01', to: '2025-03-31', asOf: '2025-06-01T00:00:00Z' };

/** Asks one of the operations of journey maps. */
export const ask = <T>(context: Context, name: string, input: unknown) =>
  run<T>(operations, context, `journey-maps.${name}`, input);
/** The same for a map. */
export const shown = async (context: Context, name: string, input: unknown) =>
  (await ask<{ map: JourneyMap }>(context, name, input)).map;
