import fc from 'fast-check';
import {
  type Place,
  paperWorkspace,
  places,
  type ToldEvent,
  tellingPlans,
} from '#src/insights/testing/index.ts';
import { RetentionAsk } from './index.ts';

const hour = 3_600_000;
const day = 24 * hour;

const everyPlace = [places.paris, places.newYork, places.lordHowe, places.apia, places.kathmandu];

const historyOf = (place: Place) => {
  const centre = Date.parse(place.around);
  const event = fc.record({
    customer: fc.integer({ min: 1, max: 9 }),
    // Often at the border of a local day, where an hour decides.
    at: fc.oneof(
      fc.integer({ min: centre - 40 * day, max: centre + 40 * day }),
      fc
        .integer({ min: -40, max: 40 })
        .chain((days) => fc.integer({ min: -2, max: 2 }).map((hours) => centre + days * day + hours * hour)),
    ),
    event: fc.constantFrom('visit', 'visit', 'order', 'login'),
    properties: fc.record(
      {
        amount: fc.integer({ min: 1, max: 5000 }).map((cents) => cents / 100),
        channel: fc.constantFrom('mail', 'ad', 'shop'),
      },
      { requiredKeys: [] },
    ),
    account: fc.constantFrom('', '', '', 'acme', 'globex'),
    traffic: fc.constantFrom(
      'customer',
      'customer',
      'customer',
      'customer',
      'internal',
      'bot',
    ) as fc.Arbitrary<'customer' | 'internal' | 'bot'>,
  });
  return fc
    .array(event, { minLength: 30, maxLength: 70 })
    .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${String(i).padStart(4, '0')}` })));
};

const askFor = (place: Place) => {
  const centre = Date.parse(place.around);
  const date = (days: number) => new Date(centre + days * day).toISOString().slice(0, 10);
  const match = fc.record({
    event: fc.constantFrom('visit', 'order', null, 'visit', 'never'),
    where: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          [{ property: 'channel', how: 'is' as const, values: ['mail', 'ad'] }],
          [{ property: 'channel', how: 'is_not' as const, values: ['shop'] }],
          [{ property: 'amount', how: 'greater' as const, values: [20] }],
          [{ property: 'amount', how: 'not_set' as const }],
        ),
      },
    ),
  });
  return fc
    .record({
      start: match,
      return: match,
      entry: fc.constantFrom('every_period', 'first_match', 'first_ever'),
      returns: fc.constantFrom('on', 'on', 'on_or_after'),
      lengths: fc.constantFrom(
        ['day', 'day'],
        ['week', 'week'],
        ['month', 'month'],
        ['week', 'day'],
        ['month', 'day'],
        ['month', 'week'],
      ),
      window: fc.constantFrom('calendar', 'calendar', 'calendar', 'rolling'),
      intervals: fc.integer({ min: 1, max: 8 }),
      brackets: fc.constantFrom(
        [],
        [],
        [],
        [
          { from: 1, to: 3 },
          { from: 4, to: 7 },
        ],
      ),
      from: fc.integer({ min: -30, max: 0 }).map(date),
      to: fc.integer({ min: 1, max: 30 }).map(date),
      atLeast: fc.constantFrom(
        { kind: 'times', times: 1 },
        { kind: 'times', times: 1 },
        { kind: 'times', times: 2 },
        { kind: 'quantity', property: 'amount', quantity: 40 },
      ),
      measure: fc.constantFrom({ kind: 'share' }, { kind: 'share' }, { kind: 'sum', property: 'amount' }),
      unit: fc.constantFrom('customer', 'customer', 'customer', 'account'),
      breakdown: fc.constantFrom(null, null, null, { by: 'start_property', name: 'channel', top: 2 }),
      includeMarked: fc.constantFrom(false, false, true),
      asOf: fc
        .integer({ min: -5 * 24, max: 45 * 24 })
        .map((hours) => new Date(centre + hours * hour).toISOString()),
      trait: fc.constantFrom(null, null, 'is', 'is_not'),
    })
    .map(({ lengths: [rows, interval], trait, ...rest }) => ({
      ...rest,
      rows,
      interval,
      people:
        trait === null || rest.unit === 'account'
          ? []
          : [{ kind: 'trait', trait: 'plan', how: trait, values: ['gold'] }],
    }));
};

/** Every name and property asked about, long after every question: there, so that it may be asked, and known to none. */
const someday = (centre: number): ToldEvent[] =>
  ['visit', 'order', 'never'].map((event) => ({
    customer: 9,
    at: centre + 400 * day,
    event,
    id: `s-${event}`,
    properties: { amount: 1, channel: 'mail' },
  }));

/** One history a place with five questions; three with fourteen each with PERDURE_LONG. */
const [numRuns, questions] = process.env.PERDURE_LONG === undefined ? [1, 5] : [3, 14];

/** Random histories around changes of clocks, each with the questions asked of it. */
export const histories = everyPlace.flatMap((place, p) =>
  fc.sample(historyOf(place), { seed: 41 + p, numRuns }).map((events, h) => ({
    place,
    events: [...tellingPlans(Date.parse(place.around)), ...someday(Date.parse(place.around)), ...events],
    workspace: paperWorkspace(100 + p * 10 + h, {
      timezone: place.timezone,
      weekStart: h % 2 === 0 ? 'monday' : 'sunday',
    }),
    asks: fc
      .sample(askFor(place), { seed: 98 + p * 10 + h, numRuns: questions })
      .map((ask) => RetentionAsk.parse(ask)),
  })),
);
