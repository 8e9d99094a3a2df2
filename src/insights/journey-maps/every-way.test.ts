import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FunnelAsk, gridOf } from '#src/insights/funnels/index.ts';
import { asking, dateIn, fill, paperWorkspace, run, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { boundSteps, Drawn } from './drawn.ts';
import { FiguresAsk, type MapFigures, type MapProposals, type MapWhich } from './figures-ask.ts';
import { operations } from './index.ts';
import { type Asked, lives, type Stand, serves, stands } from './recomputed.test-data.ts';

/** One reading of all steps at once, a funnel for each of them, and every event by hand must tell the same. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const hour = 3_600_000;
const day = 24 * hour;
const place = { timezone: 'Europe/Paris', around: Date.parse('2025-03-30T01:00:00Z') };

const eventNames = ['visit', 'cart', 'Order Completed', 'Signed Up', 'look'];

/** Few instants, so that many events share one and borders of windows are met exactly. */
const history = fc
  .array(
    fc.record({
      customer: fc.integer({ min: 1, max: 12 }),
      at: fc
        .record({ days: fc.integer({ min: -3, max: 8 }), hours: fc.integer({ min: -1, max: 3 }) })
        .map(({ days, hours }) => place.around + days * day + hours * hour),
      event: fc.constantFrom('visit', 'visit', ...eventNames),
      properties: fc.record({ channel: fc.constantFrom('mail', 'ad') }),
      traffic: fc.constantFrom(
        'customer',
        'customer',
        'customer',
        'customer',
        'bot',
      ) as fc.Arbitrary<'customer'>,
      position: fc.constantFrom(0, 1),
      id: fc.integer({ min: 0, max: 999 }),
    }),
    { minLength: 110, maxLength: 150 },
  )
  .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${told.id}-${i}` })));

const match = fc.record({
  event: fc.constantFrom('visit', 'cart', 'look', 'cart', 'Order Completed', 'visit'),
  where: fc.constantFrom([], [], [{ property: 'channel', how: 'is' as const, values: ['mail'] }]),
});

const bare = (event: string) => [{ event, where: [] }];

const drawnBy = ({
  steps,
  ...rest
}: {
  readonly steps: readonly (readonly object[])[];
  readonly window: { readonly amount: number; readonly of: string };
  readonly stays: object;
}): Drawn =>
  Drawn.parse({
    ...rest,
    stages: [
      {
        id: 'one',
        name: { fr: 'Une', en: 'One' },
        steps: steps.map((matches, i) => ({ id: `s${i}`, name: { fr: `É${i}`, en: `S${i}` }, matches })),
      },
    ],
  });

const drawn = fc
  .record({
    steps: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.array(match, { minLength: 1, maxLength: 2 }) },
        { weight: 4, arbitrary: fc.constantFrom('Order Completed', 'Signed Up').map(bare) },
        { weight: 1, arbitrary: fc.constant([]) },
      ),
      {
        minLength: 3,
        maxLength: 6,
      },
    ),
    window: fc.constantFrom({ amount: 2, of: 'day' }, { amount: 26, of: 'hour' }, { amount: 4, of: 'day' }),
    stays: fc.constantFrom(
      { match: { event: null, where: [] }, days: 2 },
      { match: { event: 'Order Completed', where: [] }, days: 3 },
    ),
  })
  .map(drawnBy)
  .filter((map) => boundSteps(map).length > 1);

const question = fc.record({
  drawn,
  from: fc.constantFrom('2025-03-27', '2025-03-29', '2025-03-30'),
  to: fc.constantFrom('2025-03-30', '2025-04-01', '2025-04-03'),
  asOf: fc
    .integer({ min: 0, max: 12 * 24 })
    .map((hours) => new Date(place.around + hours * hour).toISOString()),
});

/** Steps after a sign-up, and after the purchase that follows it. */
const signsUpThenBuys = {
  drawn: drawnBy({
    steps: ['visit', 'Signed Up', 'cart', 'Order Completed', 'look'].map(bare),
    window: { amount: 4, of: 'day' },
    stays: { match: { event: null, where: [] }, days: 2 },
  }),
  from: '2025-03-27' as const,
  to: '2025-04-03' as const,
  asOf: new Date(place.around + 12 * day).toISOString(),
};

const long = process.env.PERDURE_LONG !== undefined;
const cases = fc.sample(history, { seed: 190, numRuns: long ? 12 : 1 }).map((events, h) => ({
  h,
  events,
  asks: fc.sample(question, { seed: 191 + h, numRuns: long ? 60 : 4 }).with(1, signsUpThenBuys),
}));

/** Steps that only some were judged by. */
const apart = new Set<string>();

const size = (all: readonly Stand[], which: (one: Stand) => boolean): number => all.filter(which).length;

function expectFigures(figures: MapFigures, asked: Asked, events: readonly ToldEvent[]): void {
  const byHand = stands(events, asked);
  const bound = boundSteps(asked.drawn);
  for (const [i, { step }] of bound.entries()) {
    const [told, all] = [figures.steps[i], byHand.get(step.id) ?? []];
    const isLast = i === bound.length - 1;
    expect(told).toMatchObject({
      step: step.id,
      people: size(all, ({ did }) => did),
      wentOn: size(all, ({ wentOn }) => wentOn),
      dropped: isLast ? 0 : size(all, ({ did, wentOn, over }) => did && !wentOn && over),
      open: isLast ? 0 : size(all, ({ did, wentOn, over }) => did && !wentOn && !over),
      everybody: everybodyAt(asked, events, (event) => serves(event, step)),
    });
    if (i === 0) expect(figures).toMatchObject({ entered: all.length, over: size(all, ({ over }) => over) });
    const waits = all
      .flatMap(({ waitMs, over }) => (waitMs !== null && over ? [waitMs] : []))
      .sort((a, b) => a - b);
    if (isLast) expect(told?.wait).toBeNull();
    else expect(told?.wait?.people).toBe(waits.length);
    if (!isLast && waits.length > 0) {
      const [low, high] = [
        waits[Math.floor((waits.length - 1) / 2)],
        waits[Math.ceil((waits.length - 1) / 2)],
      ];
      expect(told?.wait?.medianMs).toEqual({ known: true, value: ((low ?? 0) + (high ?? 0)) / 2 });
    }
  }
  const any = everybodyAt(asked, events, (event) => bound.some(({ step }) => serves(event, step)));
  expect(figures.besides).toBe(any.people - figures.entered);
}

function everybodyAt(
  { from, to, asOf, timezone }: Asked,
  events: readonly ToldEvent[],
  which: (event: ToldEvent) => boolean,
) {
  const those = events.filter((event) => {
    const date = dateIn(timezone, event.at);
    return (
      event.traffic === 'customer' &&
      event.at < Date.parse(asOf) &&
      date >= from &&
      date <= to &&
      which(event)
    );
  });
  return { events: those.length, people: new Set(those.map(({ customer }) => customer)).size };
}

/** Drop-off, open people and delay at a step are those of the funnel entering → step → any later step. */
async function expectFunnels(
  figures: MapFigures,
  asked: Asked,
  context: ReturnType<typeof asking>,
): Promise<void> {
  const bound = boundSteps(asked.drawn);
  const stepOf = (at: number[]) => {
    const [first = { event: null, where: [] }, ...or] = at.flatMap((i) => bound[i]?.step.matches ?? []);
    return { ...first, or };
  };
  for (const [i, told] of figures.steps.entries()) {
    const later = bound.map((_, at) => at).filter((at) => at > i);
    const way = [[0], ...(i === 0 ? [] : [[i]]), ...(later.length === 0 ? [] : [later])].map(stepOf);
    const { window } = asked.drawn;
    const { from, to, asOf } = asked;
    const { series } = await gridOf(context, FunnelAsk.parse({ steps: way, window, from, to, asOf }));
    const here = series[0]?.steps[i === 0 ? 0 : 1];
    expect(here).toMatchObject({ reached: told.people, dropped: told.dropped, open: told.open, ...told.use });
    if (told.wait === null) continue;
    const wait = series[0]?.waits[i === 0 ? 0 : 1];
    expect([wait?.people, wait?.medianMs.known]).toEqual([told.wait.people, told.wait.medianMs.known]);
    if (wait?.medianMs.known) expect(wait.medianMs).toEqual(told.wait.medianMs);
    const on = series[0]?.steps[i === 0 ? 1 : 2];
    expect(on?.reached).toBe(told.wentOn);
    if (on?.fromBefore.share.known && told.dropOff?.share.known)
      expect(told.dropOff.share.value).toBeCloseTo(1 - on.fromBefore.share.value, 12);
  }
}

function expectProposals(
  { effects, proposals, observed }: MapProposals,
  asked: Asked,
  events: readonly ToldEvent[],
): void {
  const all = lives(events, asked);
  expect(observed).toBe(all.length);
  for (const { step, did, others } of effects) {
    const own = all.filter(({ judged }) => judged.has(step));
    const [those, rest] = [
      own.filter(({ done }) => done.has(step)),
      own.filter(({ done }) => !done.has(step)),
    ];
    if (own.length < all.length) apart.add(step);
    expect([did.people, did.stayed]).toEqual([those.length, those.filter(({ stayed }) => stayed).length]);
    expect([others.people, others.stayed]).toEqual([rest.length, rest.filter(({ stayed }) => stayed).length]);
  }
  const byHand = stands(events, asked);
  for (const { after, event, people } of proposals) {
    if (after === null || event === null) continue;
    expect(people).toBe(size(byHand.get(after) ?? [], ({ between }) => between?.includes(event) === true));
  }
}

/** The people behind some of the figures are exactly those found by hand. */
async function expectPeople(
  ask: object,
  asked: Asked,
  events: readonly ToldEvent[],
  context: ReturnType<typeof asking>,
) {
  const byHand = stands(events, asked);
  const [middle] = boundSteps(asked.drawn).slice(1, 2);
  const [step, last] = [middle?.step.id ?? '', boundSteps(asked.drawn).at(-1)?.step.id ?? ''];
  const all = byHand.get(step) ?? [];
  const isLast = boundSteps(asked.drawn).length === 2;
  const life = lives(events, asked);
  const wanted: [MapWhich, string[]][] = [
    [{ kind: 'did', step }, all.filter(({ did }) => did).map(({ who }) => who)],
    [
      { kind: 'dropped', step },
      all.filter(({ did, wentOn, over }) => did && !wentOn && over && !isLast).map(({ who }) => who),
    ],
    [
      { kind: 'staying', step: last, did: false, stayed: true },
      life
        .filter(({ done, judged, stayed }) => judged.has(last) && !done.has(last) && stayed)
        .map(({ who }) => who),
    ],
    [
      { kind: 'between', step, event: 'look' },
      all.filter(({ between }) => between?.includes('look') === true).map(({ who }) => who),
    ],
  ];
  for (const [which, people] of wanted) {
    const page = await run<{ total: number; people: { customer: number }[] }>(
      operations,
      context,
      'journey-maps.people',
      { ask, which },
    );
    expect(page.total, which.kind).toBe(people.length);
    expect(page.people.map(({ customer }) => String(customer)).sort()).toEqual(people.toSorted());
  }
}

it.each(cases)(
  'counts a map as events counted by hand and as funnels do: history $h',
  { timeout: 600_000 },
  async ({ events, asks, h }) => {
    const workspace = paperWorkspace(900 + h, { timezone: place.timezone });
    await fill(engines.warehouse, workspace, events.toReversed());
    const context = asking(engines, workspace);
    for (const [n, { drawn: map, from, to, asOf }] of asks.entries()) {
      const asked: Asked = { drawn: map, from, to, asOf, timezone: place.timezone };
      const ask = FiguresAsk.parse({ of: { drawn: map }, from, to, asOf });
      try {
        const figures = await run<MapFigures>(operations, context, 'journey-maps.figures', ask);
        expectFigures(figures, asked, events);
        if (n % 2 === 0) await expectFunnels(figures, asked, context);
        else
          expectProposals(
            await run<MapProposals>(operations, context, 'journey-maps.proposals', ask),
            asked,
            events,
          );
        if (n % 4 === 1) await expectPeople(ask, asked, events, context);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${JSON.stringify({ n, ask })}`, {
          cause: error,
        });
      }
    }
  },
);

it('had steps that only those are judged by who bought or signed up before', () => {
  expect(apart.size).toBeGreaterThan(0);
});
