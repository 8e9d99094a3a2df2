import type { Context } from '#src/access/index.ts';
import { createDefinition } from '#src/customers/value/index.ts';
import { received, type ToldEvent } from '#src/insights/testing/index.ts';
import { passes } from './by-hand.test-data.ts';
import type { Told } from './histories.test-data.ts';

const day = 86_400_000;

/** Every question that tells what is received, where `value` says what. */
export function questions(value: object, { from, to, asOf }: Record<'from' | 'to' | 'asOf', string>) {
  const start = { event: 'look' };
  const range = { from, to, asOf };
  const retained = { start, return: value, ...range, rows: 'week', interval: 'week', intervals: 4 };
  const waits = { begin: { by: 'event', match: start }, value, ...range, within: [3, 10] };
  const silence = { kind: 'silence', match: value, from: 6, to: 20 };
  const declared = { start, steps: [{ name: 'order', done: { event: 'order' } }], windowDays: 5 };
  return [
    ['retention.grid', retained],
    ['retention.grid', { ...retained, unit: 'account', returns: 'on_or_after' }],
    ['retention.grid', { ...retained, window: 'rolling', rows: 'day', interval: 'day', intervals: 12 }],
    ['retention.grid', { ...retained, rows: 'month', interval: 'month', entry: 'every_period' }],
    ['retention.grid', { ...retained, atLeast: { kind: 'times', times: 2 }, rows: 'month' }],
    ['retention.trend', { ask: retained, interval: 2 }],
    [
      'retention.compare',
      {
        ask: retained,
        arms: [
          { kind: 'range', from, to: asOf.slice(0, 10) },
          { kind: 'range', from: to, to },
        ],
      },
    ],
    ['habit.grid', { value, weeks: 6, asOf }],
    ['time-to-value.curve', waits],
    ['time-to-value.retaking', { value, ...range, tolerance: 9, period: 'month' }],
    ['time-to-value.retaking-of', { ask: { value, ...range, tolerance: 9 }, customer: 3 }],
    [
      'aha.scan',
      { start, return: value, ...range, outcome: { from: 7, to: 21 }, windows: [3, 7], events: ['visit'] },
    ],
    [
      'step-failure.ranking',
      { of: { declared: { ...declared, departure: silence } }, ...range, rank: 'risk' },
    ],
    [
      'acquisition.table',
      {
        start,
        ...range,
        campaign: { by: 'start_property', name: 'channel' },
        stay: { match: value, from: 5, to: 25 },
        mismatch: { days: 9 },
      },
    ],
    [
      'compare.groups',
      {
        question: { of: 'time-to-value.curve', ask: waits },
        arms: [
          {
            kind: 'people',
            name: 'gold',
            people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] }],
          },
          { kind: 'range', from, to },
        ],
      },
    ],
  ] as const;
}

/** Events named after a definition, wherever its value was received: by a customer, or by an account. */
export function valued(told: Told, unit: 'customer' | 'account', name: string): ToldEvent[] {
  const found = told.definitions[name];
  if (found === undefined) throw new Error(`no definition ${name}`);
  const own = told.events
    .filter(({ traffic = 'customer' }) => traffic === 'customer')
    .filter((event) => passes(found.counted.match)(event))
    .filter(({ account }) => unit === 'customer' || (account ?? '') !== '')
    .toSorted((a, b) => a.at - b.at || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  const units = Map.groupBy(own, ({ customer, account }) => (unit === 'customer' ? customer : account));
  const event = `${name} by ${unit}`;
  // A bot's own, so that the name is known though nobody has received anything.
  const groundwork = { customer: 1, at: told.centre - 61 * day, event, id: event, traffic: 'bot' as const };
  const reached = [...units.values()].flatMap((events) => received(events, found.counted, told.workspace));
  const events = reached.map(({ customer, at, account, id }) => ({
    customer,
    at,
    event,
    id: `${id}-${event}`,
    ...(account === undefined ? {} : { account }),
  }));
  return [groundwork, ...events];
}

/** What names the event or the definition, or how it was read, is no figure. */
const worded = new Set(['definition', 'countedBy', 'path', 'declared', 'behind', 'selfEvident', 'words']);
const isWords = (held: unknown) => typeof held === 'object' && held !== null && 'fr' in held && 'en' in held;
/** What an answer counts, without its words. */
export const figures = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, held: unknown) => (worded.has(name) || isWords(held) ? undefined : held)),
  );

/** A definition of a history, kept in another workspace too. */
export async function kept(
  context: Context,
  { definitions }: Told,
  name: string,
): Promise<Told['definitions'][string]> {
  const found = definitions[name];
  if (found === undefined) throw new Error(`no definition ${name}`);
  const { id } = await createDefinition(context, { name, offer: null }, found.counted);
  return { ...found, id };
}

/** Somebody plays for so many minutes. */
export const played = (customer: number, when: string, minutes: number): ToldEvent => ({
  customer,
  at: Date.parse(when),
  event: 'play',
  properties: { minutes },
});

/** Somebody did something on a day, at ten. */
export const did = (customer: number, event: string, when: string, minutes = 0): ToldEvent => ({
  customer,
  at: Date.parse(`${when}T10:00:00Z`),
  event,
  properties: { minutes, channel: 'mail' },
});
