import fc from 'fast-check';
import type { Context } from '#src/access/index.ts';
import { type ActiveBy, Counted, createDefinition } from '#src/customers/value/index.ts';
import { type Place, places, tellingAccountPlans, tellingPlans } from '#src/insights/testing/index.ts';
import { asking } from '../../../test/asking.ts';
import { createTestWorkspace, type TestEngines, type TestWorkspace } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';

/** Random histories, stored as they would come, and questions to ask of them. Counted by hand in `by-hand.test-data.ts`. */

const hour = 3_600_000;
const day = 24 * hour;
export type Period = Counted['period'];

const everyPlace = [places.paris, places.newYork, places.lordHowe, places.apia, places.kathmandu];

const long = process.env.PERDURE_LONG === '1';

/** Places to tell histories of: every one where PERDURE_LONG is set, else two, others for other slices. */
const placesFrom = (first: number): readonly Place[] =>
  long ? everyPlace : [first, first + 2].flatMap((at) => everyPlace[at % everyPlace.length] ?? []);

/** Customer 9's events turn out to be customer 3's: 9 is retired, and its events are told again under 3. */
const retiredCustomer = 9;
const heir = 3;

const historyOf = ({ around }: Place): fc.Arbitrary<ToldEvent[]> => {
  const centre = Date.parse(around);
  const event = fc.record({
    customer: fc.integer({ min: 1, max: retiredCustomer }),
    at: fc.oneof(
      fc.integer({ min: centre - 40 * day, max: centre + 40 * day }),
      // At the border of a local day, where an hour decides; often at the same millisecond as another.
      fc
        .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -2, max: 2 }))
        .map(([days, hours]) => centre + days * day + hours * hour),
    ),
    event: fc.constantFrom('visit', 'visit', 'order', 'look'),
    properties: fc.record(
      {
        amount: fc.integer({ min: 1, max: 5000 }).map((cents) => cents / 100),
        channel: fc.constantFrom('mail', 'ad', 'shop'),
      },
      { requiredKeys: [] },
    ),
    account: fc.constantFrom('', '', '', 'acme', 'globex'),
    traffic: fc.constantFrom<NonNullable<ToldEvent['traffic']>>(
      'customer',
      'customer',
      'customer',
      'customer',
      'internal',
      'bot',
    ),
  });
  return fc
    .array(event, { minLength: 40, maxLength: 110 })
    .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${String(i).padStart(4, '0')}` })));
};

/** Who had which plan when, and one event of each name, so that none is unknown. */
const groundwork = (centre: number): ToldEvent[] => [
  ...tellingPlans(centre),
  ...['visit', 'order', 'look'].map((event, i) => ({
    customer: 1,
    at: centre - 61 * day,
    event,
    id: `g${i}`,
    traffic: 'bot' as const,
    properties: { amount: 1, channel: 'mail' },
  })),
];

const counts = {
  twoOfAny: { match: { event: null, where: [] }, rule: { kind: 'times', times: 2 } },
  twoVisits: { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 2 } },
  spending: {
    match: { event: null, where: [] },
    rule: { kind: 'quantity', property: 'amount', quantity: 40 },
  },
} as const;

/** A history stored in a workspace of its own, with definitions of value to ask by. */
export interface Told {
  readonly context: Context;
  readonly workspace: TestWorkspace;
  /** As they are known in the end. */
  readonly events: readonly ToldEvent[];
  readonly definitions: Readonly<Record<string, { readonly id: string; readonly counted: Counted }>>;
  readonly centre: number;
}

/**
 * Histories told in some places, each with a number of its own: the same ones for the same seed, as `it.each` takes them.
 * One of each place, more of them where PERDURE_LONG is set.
 */
export const historiesFrom = (firstPlace: number, seed: number) =>
  placesFrom(firstPlace).flatMap((place, p) =>
    fc.sample(historyOf(place), { seed: seed + p, numRuns: long ? 2 : 1 }).map((history, n) => ({
      zone: place.timezone,
      place,
      history,
      seed: 10 * p + n,
    })),
  );

/** So many questions are asked of each history. */
export const questionsEach = long ? 16 : 3;

/** People on a page: few for the first question of a history, so that pages follow one another; for the others everybody. */
export const pageFor = (question: number, few: number): number => (long || question === 0 ? few : 100);

/** Stores a history: most of it, then, after somebody asked, what comes late, and what was another's. */
export async function stored(
  engines: TestEngines,
  place: Place,
  history: readonly ToldEvent[],
  askFirst: (context: Context) => Promise<unknown>,
): Promise<Told> {
  const centre = Date.parse(place.around);
  const weekStart = history.length % 2 === 0 ? 'monday' : 'sunday';
  const workspace = await createTestWorkspace(engines, { timezone: place.timezone, weekStart });
  const context = asking(engines, workspace);
  const all = [...groundwork(centre), ...history, ...tellingAccountPlans(centre)];
  await fill(
    engines.warehouse,
    workspace,
    all.filter((_, n) => n % 4 !== 0),
  );
  await askFirst(context);
  await fill(
    engines.warehouse,
    workspace,
    all.filter((_, n) => n % 4 === 0),
  );
  const moved = all
    .filter(({ customer }) => customer === retiredCustomer)
    .map((event) => ({ ...event, customer: heir }));
  await fill(engines.warehouse, workspace, moved);
  const row = { workspace_id: workspace.number, customer: retiredCustomer, at: '2026-01-10 09:00:00.000' };
  await engines.warehouse.insert('retired', new TextEncoder().encode(`${JSON.stringify(row)}\n`), {
    format: 'JSONEachRow',
  });
  return {
    context,
    workspace,
    events: [...all.filter(({ customer }) => customer !== retiredCustomer), ...moved],
    definitions: await definitionsIn(context),
    centre,
  };
}

async function definitionsIn(context: Context): Promise<Told['definitions']> {
  const made: Record<string, { id: string; counted: Counted }> = {};
  for (const [name, count] of Object.entries(counts)) {
    for (const period of ['day', 'week', 'month'] as const) {
      const counted = Counted.parse({ ...count, period });
      const { id } = await createDefinition(context, { name: `${name} ${period}`, offer: null }, counted);
      made[`${name} ${period}`] = { id, counted };
    }
  }
  return made;
}

const date = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Circumstances that every question of these slices has. */
export const askFor = ({ centre, definitions }: Told) =>
  fc
    .record({
      period: fc.constantFrom<Period>('day', 'week', 'week', 'month'),
      from: fc.integer({ min: -30, max: 0 }).map((days) => date(centre + days * day)),
      to: fc.integer({ min: 1, max: 30 }).map((days) => date(centre + days * day)),
      unit: fc.constantFrom<'customer' | 'account'>('customer', 'customer', 'customer', 'account'),
      includeMarked: fc.constantFrom(false, false, true),
      asOf: fc
        .integer({ min: -5 * 24, max: 45 * 24 })
        .map((hours) => new Date(centre + hours * hour).toISOString()),
      trait: fc.constantFrom(null, null, 'is', 'is_not'),
      active: fc.constantFrom('any', 'any', 'visit', 'mail', 'large', ...Object.keys(counts)),
    })
    .map(({ trait, active, ...rest }) => ({
      ...rest,
      activeBy: activeBy(active, definitions[`${active} ${rest.period}`]?.id),
      people:
        trait === null || rest.unit === 'account'
          ? []
          : [{ kind: 'trait' as const, trait: 'plan', how: trait, values: ['gold'] }],
    }));
export type CommonAsk = ReturnType<typeof askFor> extends fc.Arbitrary<infer Ask> ? Ask : never;

function activeBy(kind: string, definition: string | undefined): ActiveBy {
  if (definition !== undefined) return { by: 'value', definition };
  if (kind === 'any') return { by: 'any' };
  if (kind === 'visit') return { by: 'event', match: { event: 'visit', where: [] } };
  const where =
    kind === 'mail'
      ? { property: 'channel', how: 'is' as const, values: ['mail', 'ad'] }
      : { property: 'amount', how: 'greater' as const, values: [20] };
  return { by: 'event', match: { event: kind === 'mail' ? 'visit' : null, where: [where] } };
}
