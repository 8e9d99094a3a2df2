import fc from 'fast-check';
import {
  type Place,
  paperWorkspace,
  places,
  type ToldEvent,
  tellingAccountPlans,
  tellingPlans,
} from '#src/insights/testing/index.ts';
import { FunnelAsk } from './index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Events on few instants, so that many share one, and borders of windows are met exactly. */
const historyOf = (place: Place) => {
  const centre = Date.parse(place.around);
  const event = fc.record({
    customer: fc.integer({ min: 1, max: 8 }),
    at: fc
      .record({
        days: fc.integer({ min: -3, max: 3 }),
        hours: fc.integer({ min: -1, max: 3 }),
        minutes: fc.constantFrom(0, 0, 0, 30),
      })
      .map(({ days, hours, minutes }) => centre + days * day + hours * hour + minutes * minute),
    event: fc.constantFrom('visit', 'cart', 'cart', 'order', 'help'),
    properties: fc.record(
      { amount: fc.integer({ min: 1, max: 40 }), channel: fc.constantFrom('mail', 'ad', 'shop') },
      { requiredKeys: [] },
    ),
    account: fc.constantFrom('', '', 'acme', 'globex'),
    traffic: fc.constantFrom(
      'customer',
      'customer',
      'customer',
      'customer',
      'customer',
      'bot',
    ) as fc.Arbitrary<'customer' | 'bot'>,
    id: fc.integer({ min: 0, max: 999 }),
    position: fc.constantFrom(0, 1, 2),
  });
  return fc
    .array(event, { minLength: 60, maxLength: 90 })
    .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${told.id}-${i}` })));
};

const span = fc.constantFrom(
  { amount: 30, of: 'minute' },
  { amount: 1, of: 'hour' },
  { amount: 3, of: 'hour' },
  { amount: 1, of: 'day' },
  { amount: 2, of: 'day' },
);

const matching = fc.record({
  event: fc.constantFrom('visit', 'cart', 'order', 'cart', 'visit', null),
  where: fc.constantFrom(
    [],
    [],
    [],
    [{ property: 'channel', how: 'is' as const, values: ['mail', 'ad'] }],
    [{ property: 'amount', how: 'greater' as const, values: [10] }],
  ),
});

const askFor = (place: Place) => {
  const centre = Date.parse(place.around);
  const date = (days: number) => new Date(centre + days * day).toISOString().slice(0, 10);
  return fc
    .record({
      steps: fc.array(
        fc.record({
          match: matching,
          within: fc.option(span, { freq: 3 }),
          or: fc.constantFrom(undefined, undefined, undefined, [{ event: 'help', where: [] }]),
        }),
        { minLength: 2, maxLength: 4 },
      ),
      order: fc.constantFrom('ordered', 'ordered', 'ordered', 'strict', 'unordered'),
      window: fc.constantFrom({ amount: 2, of: 'day' }, { amount: 3, of: 'day' }, { amount: 2, of: 'hour' }),
      windowed: fc.boolean(),
      exclusions: fc.constantFrom('none', 'none', 'some'),
      between: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      from: fc.integer({ min: -3, max: 0 }).map(date),
      to: fc.integer({ min: 0, max: 3 }).map(date),
      trend: fc.constantFrom('day', 'week', 'month'),
      unit: fc.constantFrom('customer', 'customer', 'customer', 'account'),
      breakdown: fc.constantFrom(
        null,
        null,
        null,
        { by: 'trait', name: 'plan', top: 1 },
        { by: 'property', name: 'channel', of: 'first', top: 2 },
        { by: 'property', name: 'channel', of: 'last', top: 2 },
        { by: 'property', name: 'channel', of: 2, top: 1 },
      ),
      includeMarked: fc.constantFrom(false, false, true),
      asOf: fc
        .integer({ min: -2 * 24 * 2, max: 6 * 24 * 2 })
        .map((halves) => new Date(centre + (halves * hour) / 2).toISOString()),
      trait: fc.constantFrom(null, null, 'is', 'is_not'),
      plain: fc.constantFrom(false, false, true),
    })
    .map((told) => (told.plain ? longOver(told, centre) : told))
    .map(({ steps, windowed, exclusions, between: [from, length], trait, plain: _, ...rest }) => {
      const complex = windowed && rest.order !== 'unordered';
      const last = steps.length;
      const first = Math.min(from, last - 1);
      const spans =
        rest.order === 'unordered'
          ? { from: 1, to: last }
          : { from: first, to: Math.min(last, first + length) };
      const widest = { ...rest, window: complex ? { amount: 2, of: 'day' } : rest.window };
      return {
        ...widest,
        steps: steps.map(({ match, within, or }, i) => ({
          ...match,
          ...(or === undefined ? {} : { or }),
          within: complex && i > 0 ? within : null,
        })),
        exclusions: exclusions === 'some' && rest.order !== 'strict' ? [{ event: 'help', ...spans }] : [],
        people:
          trait === null || rest.unit === 'account'
            ? []
            : [{ kind: 'trait', trait: 'plan', how: trait, values: ['gold'] }],
      };
    });
};

/**
 * The question asked when every window is over, of days alone: those who stay at the first step are in no row then.
 * Five days are long enough for days to be taken together.
 */
const longOver = <
  Told extends {
    steps: { match: object }[];
    unit: string;
    breakdown: object | null;
    includeMarked: boolean;
    asOf: string;
    window: { amount: number; of: string };
  },
>(
  told: Told,
  centre: number,
): Told => ({
  ...told,
  steps: told.steps.map((step) => ({ ...step, match: { ...step.match, where: [] } })),
  unit: 'customer',
  breakdown: null,
  includeMarked: false,
  window: told.window.amount === 3 ? { amount: 5, of: 'day' } : told.window,
  asOf: new Date(centre + 10 * day).toISOString(),
});

const runs = process.env.PERDURE_LONG === undefined ? 4 : 150;

/** Random histories around changes of clocks, each with the questions asked of it. */
export const histories = [places.paris, places.lordHowe, places.apia, places.kathmandu].flatMap((place, p) =>
  fc
    .sample(historyOf(place), { seed: 11 + p, numRuns: process.env.PERDURE_LONG === undefined ? 1 : 6 })
    .map((events, h) => ({
      place,
      events: [
        ...tellingPlans(Date.parse(place.around)),
        ...events,
        ...tellingAccountPlans(Date.parse(place.around)),
      ],
      workspace: paperWorkspace(300 + p * 10 + h, {
        timezone: place.timezone,
        weekStart: (p + h) % 2 === 0 ? 'monday' : 'sunday',
      }),
      asks: fc
        .sample(askFor(place), { seed: 71 + p * 10 + h, numRuns: runs })
        .map((ask) => FunnelAsk.parse(ask)),
    })),
);
