import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, fill, paperWorkspace, places, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { PathAsk, type PathNext, type PathTree, type PathWhich, pageOf, treeOf } from './index.ts';
import { type CountedPath, recomputed } from './recomputed.test-data.ts';

/** Arrays in the warehouse and a walk through each history by hand must tell the same, person by person. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const hour = 3_600_000;
const day = 24 * hour;

/** Events on few instants, so that many share one, and borders are met exactly. */
const historyOf = (centre: number) =>
  fc
    .array(
      fc.record({
        customer: fc.integer({ min: 1, max: 12 }),
        at: fc
          .record({
            days: fc.integer({ min: -2, max: 2 }),
            hours: fc.integer({ min: -1, max: 3 }),
            minutes: fc.constantFrom(0, 0, 0, 30),
          })
          .map(({ days, hours, minutes }) => centre + days * day + hours * hour + minutes * 60_000),
        event: fc.constantFrom('visit', 'cart', 'cart', 'order', 'help'),
        properties: fc.record({ channel: fc.constantFrom('mail', 'ad') }),
        account: fc.constantFrom('', 'acme', 'globex', 'initech'),
        traffic: fc.constantFrom(
          ...(['customer', 'customer', 'customer', 'customer', 'customer', 'bot'] as const),
        ),
        id: fc.integer({ min: 0, max: 999 }),
        position: fc.constantFrom(0, 0, 1, 2),
      }),
      { minLength: 110, maxLength: 140 },
    )
    .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${told.id}-${i}` })));

const askFor = (centre: number) => {
  const date = (days: number) => new Date(centre + days * day).toISOString().slice(0, 10);
  return fc.record({
    anchor: fc.record({
      event: fc.constantFrom('visit', 'cart', 'order', null),
      where: fc.constantFrom([], [], [{ property: 'channel', how: 'is' as const, values: ['mail'] }]),
    }),
    direction: fc.constantFrom('from', 'to'),
    steps: fc.constantFrom(1, 2, 3, 10),
    limit: fc.constantFrom(
      { kind: 'window', amount: 2, of: 'hour' },
      { kind: 'window', amount: 2, of: 'day' },
      { kind: 'session', gapMinutes: 30 },
      { kind: 'session', gapMinutes: 61 },
      { kind: 'session', gapMinutes: 1440 },
      { kind: 'day' },
    ),
    collapse: fc.boolean(),
    leaveOut: fc.constantFrom([], [], ['help'], ['cart']),
    groups: fc.constantFrom([], [], [{ name: 'buying', events: ['cart', 'order'] }]),
    top: fc.constantFrom(1, 2, 20),
    from: fc.integer({ min: -2, max: 0 }).map(date),
    to: fc.integer({ min: 0, max: 3 }).map(date),
    unit: fc.constantFrom('customer', 'customer', 'account'),
    includeMarked: fc.constantFrom(false, false, true),
    asOf: fc
      .integer({ min: -40, max: 240 })
      .map((halves) => new Date(centre + (halves * hour) / 2).toISOString()),
  });
};

/** Where a path is at a depth, as an edge says it. */
const nextOf = (path: CountedPath, depth: number): string =>
  path.names[depth] === undefined ? `(${path.tail})` : `=${path.names[depth]}`;
const said = (place: PathNext): string => (place.kind === 'named' ? `=${place.name}` : `(${place.kind})`);

/** Who is at a place of the answer, "others" being whoever does not stand alone. */
function among(tree: PathTree, paths: readonly CountedPath[], depth: number, place: PathNext): CountedPath[] {
  if (place.kind !== 'others') return paths.filter((path) => nextOf(path, depth) === said(place));
  const alone = (tree.steps[depth]?.nodes ?? []).map((node) => said(node.place));
  return paths.filter((path) => path.names[depth] !== undefined && !alone.includes(nextOf(path, depth)));
}

/** Of every number of the tree: its question, the number, and the people by hand. */
function figures(tree: PathTree, paths: readonly CountedPath[]) {
  const told: { which: PathWhich; number: number; paths: CountedPath[] }[] = [];
  for (const { depth, nodes } of tree.steps) {
    for (const { place, people } of nodes)
      told.push({
        which: { kind: 'node', depth, place },
        number: people,
        paths: among(tree, paths, depth, place),
      });
  }
  for (const { depth, from, to, people } of tree.edges) {
    const there = among(tree, among(tree, paths, depth, from), depth + 1, to);
    told.push({ which: { kind: 'edge', depth, from, to }, number: people, paths: there });
  }
  for (const { names, tail, people } of tree.paths) {
    const same = paths.filter((path) => path.tail === tail && path.names.join('→') === names.join('→'));
    told.push({ which: { kind: 'path', names, tail }, number: people, paths: same });
  }
  return told;
}

function expectTree(ask: PathAsk, tree: PathTree, paths: readonly CountedPath[]): void {
  expect(tree.entered).toBe(paths.length);
  for (const { which, number, paths: own } of figures(tree, paths))
    expect(number, JSON.stringify(which)).toBe(own.length);
  for (let depth = 0; depth <= ask.steps; depth++) {
    const here = paths.filter(({ names }) => names.length > depth);
    expect(tree.steps[depth]?.people ?? 0).toBe(here.length);
    const stopped = here.filter(({ names, tail }) => names.length === depth + 1 && tail !== 'full');
    const sum = (of: 'ended' | 'open') =>
      tree.steps[depth]?.nodes.reduce((all, node) => all + node[of], 0) ?? 0;
    expect(sum('ended')).toBe(stopped.filter(({ tail }) => tail === 'ended').length);
    expect(sum('open')).toBe(stopped.filter(({ tail }) => tail === 'open').length);
    const leaving = tree.edges.filter((edge) => edge.depth === depth);
    const further = leaving.reduce((all, { people }) => all + people, 0);
    if (depth < ask.steps) expect(further).toBe(here.length);
  }
  const distinct = new Set(paths.map(({ names, tail }) => [...names, tail].join('→'))).size;
  expect(tree.paths.length).toBe(Math.min(distinct, ask.top));
  expect(tree.elsewhere + tree.paths.reduce((all, { people }) => all + people, 0)).toBe(paths.length);
}

async function expectPeople(context: Context, ask: PathAsk, told: ReturnType<typeof figures>): Promise<void> {
  for (const { which, paths } of told) {
    const page = await pageOf(context, { ask, which, limit: 1000 });
    expect(page.total, JSON.stringify(which)).toBe(paths.length);
    expect(page.people.map(({ customer, id }) => String(customer ?? id)).sort()).toEqual(
      paths.map(({ unit }) => unit).sort(),
    );
  }
}

const long = process.env.PERDURE_LONG !== undefined;

it.each(
  [places.paris, places.lordHowe, places.apia, places.parisInAutumn].map((place, p) => ({ ...place, p })),
)(
  'tells what a walk through each history tells: $timezone around $around',
  { timeout: 300_000 },
  async ({ timezone, around, p }) => {
    const centre = Date.parse(around);
    const workspace = paperWorkspace(400 + p, { timezone });
    const context = asking(engines, workspace);
    const [events = []] = fc.sample(historyOf(centre), { seed: 5 + p, numRuns: 1 });
    const gone = { customer: 99, at: centre, event: 'visit', id: 'gone', account: 'umbrella' };
    // A part comes late, and not in the order in which it happened; one number is no longer in use.
    await fill(engines.warehouse, workspace, [...events.filter((_, n) => n % 4 !== 0).toReversed(), gone]);
    await fill(
      engines.warehouse,
      workspace,
      events.filter((_, n) => n % 4 === 0),
    );
    await engines.warehouse.run(
      sql`insert into retired (workspace_id, customer, at) values (${workspace.number}, 99, ${new Date(centre)})`,
    );
    const asks = fc.sample(askFor(centre), { seed: 31 + p, numRuns: long ? 200 : 3 });
    for (const [n, input] of asks.entries()) {
      const ask = PathAsk.parse(input);
      const unitOf = (event: ToldEvent) =>
        ask.unit === 'account' ? event.account || null : String(event.customer);
      try {
        const tree = await treeOf(context, ask);
        const paths = recomputed(events, ask, { timezone, unitOf });
        expectTree(ask, tree, paths);
        const told = figures(tree, paths);
        if (told.length > 0)
          await expectPeople(
            context,
            ask,
            [told[(n * 7) % told.length]].flatMap((one) => one ?? []),
          );
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${JSON.stringify({ n, ask })}`, {
          cause: error,
        });
      }
    }
  },
);
