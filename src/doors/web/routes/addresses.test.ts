import { globSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { describe, expect, it } from 'vitest';
import { readLifecycleSearch } from '../pages/lifecycle/search.ts';
import { type AddressReader, isAddressReader } from '../ui/address.ts';
import { partSaid } from '../ui/expected.ts';
import { leaveOutUnread } from '../ui/left-out.ts';
import { wordsOf } from '../words/index.ts';
import { otherKinds, wholeAddresses } from './addresses.test-data.ts';

const web = new URL('..', import.meta.url).pathname;
const modules = await Promise.all(
  globSync(`${web}pages/**/*search.ts`).map((path): Promise<Record<string, unknown>> => import(path)),
);
/** Every `read…Search` of every page. */
const readers = modules
  .flatMap((module) => Object.entries(module))
  .filter((pair): pair is [string, AddressReader<object>] => isAddressReader(pair[1]));

/** The whole address of a page, then the same with parts of other kinds. */
const addressesOf = (name: string): Readonly<Record<string, unknown>>[] => {
  const whole = wholeAddresses[name] ?? {};
  return [whole, ...(otherKinds[name] ?? []).map((other) => ({ ...whole, ...other }))];
};

/** Every copy of a value in which one leaf is another. */
function* otherwise(value: unknown, other: (leaf: unknown) => unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries())
      for (const changed of otherwise(one, other)) yield value.with(at, changed);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value))
      for (const changed of otherwise(one, other)) yield { ...value, [key]: changed };
  } else {
    const changed = other(value);
    if (changed !== undefined) yield changed;
  }
}

const isName = (leaf: unknown) => typeof leaf === 'string' && leaf.startsWith('~');
const holdsDate = (leaf: unknown): leaf is string =>
  typeof leaf === 'string' && /^\d{4}-\d\d-\d\d/.test(leaf);
const when = (is: boolean, other: unknown) => (is ? other : undefined);

/** What cannot stand in the place of a leaf; undefined where it might. */
const malformed: Readonly<Record<string, (leaf: unknown) => unknown>> = {
  'a record': () => ({ nonsense: true }),
  'a list in a list': () => [[]],
  'another of few words': (leaf) => when(typeof leaf === 'string' && !isName(leaf), 'boo'),
  'a month that no year has': (leaf) => when(holdsDate(leaf), String(leaf).replace(/^.{10}/, '2026-13-45')),
  'a day that the month has not': (leaf) =>
    when(holdsDate(leaf), String(leaf).replace(/^.{10}/, '2025-02-29')),
  'a year out of all calendars': (leaf) => when(holdsDate(leaf), String(leaf).replace(/^.{4}/, '9999')),
  'a word for a number': (leaf) => when(typeof leaf === 'number', 'abc'),
  'a number without end': (leaf) => when(typeof leaf === 'number', Number.POSITIVE_INFINITY),
  'a word for a flag': (leaf) => when(typeof leaf === 'boolean', 'yes'),
  'a number for a text': (leaf) => when(typeof leaf === 'string', 7.25),
};

/** Without the values of conditions, of which any text, number or flag may be one. */
const butValues = (value: unknown) => JSON.stringify(value).replace(/"values":\[[^[\]{}]*\]/g, '');

/** Whether a part may be so as well: only values of conditions differ, or digits are searched for. */
const mayBe = (page: string, changed: unknown, whole: unknown) =>
  butValues(changed) === butValues(whole) || (searched.has(page) && changed === 7.25);
const searched = new Set(['readPeopleSearch', 'readAccountsSearch']);

/** An address with one leaf malformed, for each leaf of some parts and each way. */
const changesOf = (page: string, whole: Readonly<Record<string, unknown>>, parts: readonly string[]) =>
  parts.flatMap((part) =>
    Object.entries(malformed).flatMap(([how, other]) =>
      [...otherwise(whole[part], other)]
        .filter((changed) => !mayBe(page, changed, whole[part]))
        .map((changed) => ({ part, how, address: { ...whole, [part]: changed } })),
    ),
  );

describe('the address of every page', () => {
  it('is known here, so that none goes unlooked at', () => {
    expect(readers.map(([name]) => name).sort()).toEqual(Object.keys(wholeAddresses).sort());
    const routes = globSync(`${web}routes/*.ts`).filter((path) => !path.includes('.test'));
    const used = routes.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/validateSearch: (.*),/g)].map(([, reader]) => reader),
    );
    expect(used.sort()).toEqual(Object.keys(wholeAddresses).sort());
  });

  it.each(readers)('%s reads it whole, and each of its parts has a name in words', (name, reader) => {
    const whole = wholeAddresses[name] ?? {};
    expect(reader.parts.filter((part) => !(part in whole))).toEqual([]);
    for (const address of addressesOf(name)) {
      expect(reader.unread(address)).toEqual([]);
      expect(reader(address)).toEqual(address);
    }
    const { knows } = wordsOf('fr');
    expect(reader.parts.filter((part) => !knows(`address.part.${part}`))).toEqual([]);
  });

  it.each(readers)(
    '%s leaves out what is malformed, to the last leaf, and keeps the rest',
    (name, reader) => {
      const [whole = {}, ...others] = addressesOf(name);
      const changes = [
        ...changesOf(name, whole, reader.parts),
        ...others.flatMap((address) =>
          changesOf(
            name,
            address,
            reader.parts.filter((part) => address[part] !== whole[part]),
          ),
        ),
      ];
      expect(changes.length).toBeGreaterThan(0);
      const read = changes.filter(({ part, address }) => !reader.unread(address).includes(part));
      expect(read.map(({ part, how, address }) => ({ part, how, got: address[part] }))).toEqual([]);
      // Dates go together, both ends or neither; contracts may begin from a day on.
      const together = name !== 'readSurvivalSearch' && reader.parts.includes('from');
      const ends = together ? ['from', 'to'] : [];
      const lost = changes.filter(({ part, address }) => {
        const expected = ends.includes(part) ? ends : [part];
        return !isDeepStrictEqual(new Set(reader.unread(address)), new Set(expected));
      });
      expect(lost.map(({ part, address }) => ({ part, lost: reader.unread(address) }))).toEqual([]);
    },
  );

  it.each(readers)('%s has a name of its own for each of its parts', (name, reader) => {
    const page = name === 'readRetentionSearch' ? 'retention' : undefined;
    for (const language of ['fr', 'en'] as const) {
      const words = wordsOf(language);
      const names = reader.parts.map((part) => partSaid(part, page, words));
      expect(names.filter((one, at) => names.indexOf(one) < at)).toEqual([]);
    }
  });

  it('calls a part as its page does: the steps of retention are its periods', () => {
    const words = wordsOf('fr');
    expect(partSaid('steps', 'retention', words)).toBe('le nombre de périodes suivies');
    expect(partSaid('steps', 'funnels', words)).toBe('les étapes');
    expect(partSaid('utm_source', 'funnels', words)).toBe('utm_source');
  });

  it('says nothing of parts that say nothing', () => {
    expect(readLifecycleSearch.unread({ from: null, people: [], open: '', utm_source: 'mail' })).toEqual([]);
  });
});

describe('a shared address', () => {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/w/$slug/lifecycle',
    validateSearch: readLifecycleSearch,
  });
  const deeper = createRoute({
    getParentRoute: () => root,
    path: '/w/$slug/$id/lifecycle',
    validateSearch: readLifecycleSearch,
  });
  const arrive = (address: string) => {
    const history = createMemoryHistory({ initialEntries: [address] });
    const router = createRouter({ routeTree: root.addChildren([page, deeper]), history });
    return { router, leftOut: leaveOutUnread(router) };
  };

  it('is rid of what its page cannot read before the page is shown, and the page can say what it was', () => {
    const { router, leftOut } = arrive('/w/demo/lifecycle?from=2026-13-45&to=2026-03-31&period=century');
    expect(leftOut?.parts).toEqual(['period', 'from', 'to']);
    expect(router.latestLocation.search).toEqual({});
    expect(router.history.location.href).toBe('/w/demo/lifecycle');
  });

  it('says that one end of the dates alone is left out, as both ends are where one cannot be read', () => {
    expect(arrive('/w/demo/lifecycle?from=2026-03-01').leftOut?.parts).toEqual(['from']);
    expect(arrive('/w/demo/lifecycle?to=2026-03-31&period=day').leftOut?.parts).toEqual(['to']);
  });

  it('is rid of what is no part of its page without a word', () => {
    const { router, leftOut } = arrive('/w/demo/lifecycle?period=day&utm_source=mail');
    expect(leftOut).toBeUndefined();
    expect(router.latestLocation.search).toEqual({ period: 'day' });
  });

  it('keeps its path letter by letter, and the place on the page', () => {
    const { router } = arrive('/w/a%20b/$price/lifecycle?period=day&utm_source=mail#weeks');
    expect(router.history.location.href).toBe('/w/a%20b/$price/lifecycle?period=day#weeks');
  });

  it('stays as it is where all of it is read', () => {
    const { router, leftOut } = arrive('/w/demo/lifecycle?from=2026-01-01&to=2026-03-31');
    expect(leftOut).toBeUndefined();
    expect(router.history.location.href).toBe('/w/demo/lifecycle?from=2026-01-01&to=2026-03-31');
  });
});
