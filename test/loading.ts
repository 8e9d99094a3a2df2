import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import { type LoadingParts, RecentIds } from '#src/events/loading/index.ts';
import type { TestEngines } from './engines.ts';

/** What events are loaded by, unless told: in Paris, no traffic rules, no id remembered, so that each is looked up. */
export const loadingParts = (engines: TestEngines, instead: Partial<LoadingParts> = {}): LoadingParts => ({
  ...engines,
  recent: new RecentIds(7 * 86_400_000),
  known: new KnownNumbers(),
  placeOf: async () => ({ timezone: 'Europe/Paris', layout: 1, rules: [] }),
  ...instead,
});

/** The same warehouse, into which rows go in another way. */
export const insertingBy = (warehouse: Warehouse, insert: Warehouse['insert']): Warehouse =>
  new Proxy(warehouse, {
    get: (real, name) => {
      if (name === 'insert') return insert;
      const held: unknown = Reflect.get(real, name, real);
      return typeof held === 'function' ? held.bind(real) : held;
    },
  });
