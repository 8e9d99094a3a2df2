import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type Deed, EventMatch } from '#src/customers/event-match/index.ts';
import { eventAsked } from '#src/insights/testing/index.ts';
import { Declared, type RankedStep } from './ask.ts';
import { judgedAmong } from './becoming.ts';
import { selfEvident } from './self-evident.ts';
import { stepWords, verdictOf } from './words.ts';

type Asked = z.input<typeof EventMatch>;

const matchOf = (match: string | Asked): Asked => (typeof match === 'string' ? { event: match } : match);
const declared = (start: string | Asked, done: string | Asked, departure: object, ...others: string[]) =>
  Declared.parse({
    start: matchOf(start),
    steps: [done, ...others].map((step, i) => ({ name: `step ${i + 1}`, done: matchOf(step) })),
    windowDays: 14,
    departure: { from: 31, to: 60, ...departure },
  });
/** As a question settles it that names no definition of value. */
const evident = (asked: Declared, at: number) =>
  selfEvident(
    {
      declared: asked,
      missing: asked.departure.kind === 'silence' ? eventAsked(asked.departure.match) : null,
    },
    at,
  );
const silence = { kind: 'silence' };
const only = (event: string | null, ...kinds: string[]): Asked => ({
  event,
  where: kinds.map((kind) => ({ property: 'category', how: 'is' as const, values: [kind] })),
});

describe('buying', () => {
  it('is self-evident, as who did not buy never was a customer', () => {
    expect(evident(declared('Trial Booked', 'Order Completed', silence), 0)).toBe('purchase');
    expect(evident(declared('Trial Booked', 'Trial Attended', silence), 0)).toBe(null);
  });

  it.each([
    'Order Completed',
    'Subscription Started',
    'perdure.contract_started',
    'Abonnement souscrit',
    { event: null },
  ])('is an ordinary step where who begins may be a customer: %o', (start) => {
    expect(evident(declared(start, 'Order Completed', silence), 0)).toBe(null);
  });

  it('is an ordinary step beside another by which one becomes a customer', () => {
    expect(evident(declared('Signed Up', 'Order Completed', silence, 'Subscription Started'), 0)).toBe(null);
    expect(evident(declared('Signed Up', 'Order Completed', silence, 'Product Viewed'), 0)).toBe('purchase');
  });

  it('is an ordinary step where only some purchases count: who bought another thing is a customer', () => {
    expect(evident(declared('Signed Up', only('Order Completed', 'accessory'), silence), 0)).toBe(null);
  });

  it('is an ordinary step where leaving is an event or the end of a contract, which only customers come to', () => {
    const left = { kind: 'event', match: { event: 'Account Closed' } };
    expect(evident(declared('Signed Up', 'Order Completed', left), 0)).toBe(null);
    expect(evident(declared('Signed Up', 'Order Completed', { kind: 'contract' }), 0)).toBe(null);
    const accessory = only('Order Completed', 'accessory');
    expect(evident(declared('Subscription Started', accessory, { kind: 'contract' }), 0)).toBe(null);
  });
});

describe('signing up', () => {
  it('is self-evident beside the purchase, as who did not sign up never was a customer', () => {
    for (const name of ['Signed Up', 'Inscription', 'Account Opened', 'Compte ouvert'])
      expect(evident(declared('Product Added', name, silence, 'Order Completed'), 0)).toBe('joining');
  });

  it('is an ordinary step after a step by which one may be a customer already, and not before it', () => {
    const after = (event: string) => evident(declared('Product Added', event, silence, 'Signed Up'), 1);
    expect([after('Order Completed'), after('Subscription Started'), after('Product Viewed')]).toEqual([
      null,
      null,
      'joining',
    ]);
  });

  it('is an ordinary step after another signing up or a purchase, of another kind, or of a course', () => {
    expect(evident(declared('Account Opened', 'Signed Up', silence), 0)).toBe(null);
    expect(evident(declared('Order Completed', 'Signed Up', silence), 0)).toBe(null);
    expect(evident(declared('Product Added', 'Inscription au cours', silence), 0)).toBe(null);
    expect(evident(declared('Product Added', only('Signed Up', 'newsletter'), silence), 0)).toBe(null);
    expect(evident(declared('Product Added', 'Signed Up', { kind: 'contract' }), 0)).toBe(null);
  });
});

describe('a step after the purchase or the sign-up', () => {
  const among = (...steps: (string | Asked)[]) =>
    judgedAmong({
      start: [{ event: 'Product Added', where: [] }],
      steps: steps.map((step) => [EventMatch.parse(matchOf(step))]),
    });

  it('is judged among those who did the last of them, each step by what stands before it', () => {
    expect(among('Signed Up', 'Profile Filled', 'Order Completed', 'Class Booked')).toEqual([null, 0, 0, 2]);
  });

  it('is judged among buyers where a sign-up follows the purchase: one without an account is a customer', () => {
    expect(among('Order Completed', 'Review Written', 'Signed Up', 'Class Booked')).toEqual([null, 0, 0, 0]);
  });

  it('is judged among everybody where nothing tells who is a customer', () => {
    expect(among('Trial Booked', 'Class Booked')).toEqual([null, null]);
    expect(among(only('Order Completed', 'accessory'), 'Class Booked')).toEqual([null, null]);
    expect(among('Order Completed', 'Class Booked', 'Subscription Started')).toEqual([null, null, null]);
  });

  it('is judged among everybody where any of several events does the step before it, and one of them makes no customer', () => {
    const bought = EventMatch.parse({ event: 'Order Completed' });
    const viewed = EventMatch.parse({ event: 'Product Viewed' });
    const start = [EventMatch.parse({ event: 'Product Added' })];
    const second = (first: readonly EventMatch[]) => judgedAmong({ start, steps: [first, [viewed]] })[1];
    expect([second([bought]), second([bought, viewed])]).toEqual([0, null]);
  });
});

describe('the very event whose lack is leaving', () => {
  const silenceOf = (match: Asked) => ({ kind: 'silence', match });
  const why = (done: string | Asked, departure: object) =>
    evident(declared('Trial Booked', done, departure), 0);

  it('is self-evident, be it one kind of it', () => {
    expect(why('Class Attended', silenceOf({ event: 'Class Attended' }))).toBe('departure');
    expect(why(only('Class Attended', 'yoga'), silenceOf({ event: 'Class Attended' }))).toBe('departure');
    const yoga = only('Class Attended', 'yoga');
    expect(why(yoga, silenceOf(yoga))).toBe('departure');
    expect(why({ event: null }, silence)).toBe('departure');
  });

  it('is not another event, another kind of it, or more than the kind that is missing', () => {
    const yoga = silenceOf(only('Class Attended', 'yoga'));
    expect(why('Trial Attended', silenceOf({ event: 'Class Attended' }))).toBe(null);
    expect(why(only('Class Attended', 'boxing'), yoga)).toBe(null);
    expect(why('Class Attended', yoga)).toBe(null);
  });

  it('is no single event where leaving is to do nothing at all', () => {
    expect(why('Class Attended', silence)).toBe(null);
    expect(why(only(null, 'yoga'), silence)).toBe(null);
  });

  it('is the event that value is counted on where one is enough, not where it takes four in a month', () => {
    const missing = (times: number): Deed => ({
      reached: {
        match: { event: 'Class Attended', where: [] },
        rule: { kind: 'times', times },
        period: 'month',
        presenceOnly: false,
        definition: { id: 'val_1', name: 'Classes', offer: null, version: 1 },
      },
    });
    const by = (times: number, done = 'Class Attended') =>
      selfEvident({ declared: declared('Trial Booked', done, silence), missing: missing(times) }, 0);
    expect([by(1), by(1, 'Trial Attended')]).toEqual(['departure', null]);
    expect(by(4)).toBe(null); // who came once in the first days may still come less than four times a month
  });

  it('is not an event by which one leaves, nor a contract', () => {
    expect(why('Class Cancelled', { kind: 'event', match: { event: 'Class Cancelled' } })).toBe(null);
    expect(why('Class Attended', { kind: 'contract' })).toBe(null);
  });
});

const share = (left: number, people: number) => ({
  people,
  left,
  share: { known: true, value: left / people } as const,
  low: null,
  high: null,
});
const unknown = { known: false, why: 'not_computable' } as const;
const step = (name: string, why: RankedStep['selfEvident']): RankedStep => {
  const figures = {
    step: 1,
    name,
    selfEvident: why,
    judgedAfter: null,
    done: share(10, 100),
    missed: share(90, 100),
    failed: share(90, 100),
    skipped: { ...share(0, 0), share: unknown },
    massShare: { known: true, value: 0.5 } as const,
    riskRatio: unknown,
    oddsRatio: unknown,
    difference: { known: true, value: 0.8 } as const,
    low: null,
    high: null,
    test: 'z' as const,
    p: unknown,
    correctedP: unknown,
    neededPerGroup: 0,
    stillNeeded: 0,
    found: 'different' as const,
    departures: unknown,
    money: { amount: unknown, share: unknown, ofThoseWhoLeft: unknown, currency: null, people: 0 },
  };
  return { ...figures, words: stepWords(figures, 'customer') };
};

it('leads with a step that explains something, and says of the others what they are', () => {
  const counted = {
    people: 200,
    started: 200,
    notObservable: 0,
    withoutContract: 0,
    leftEarly: 0,
    unit: 'customer',
  } as const;
  const buying = step('Order Completed', 'purchase');
  expect(verdictOf([buying, step('Trial Attended', null)], counted).fr).toContain('« Trial Attended » : 100');
  expect(verdictOf([buying], counted).en).toMatch(
    /^Nothing to explain here\. “Order Completed”: This is the purchase/,
  );
});

describe('where nobody counts', () => {
  const verdict = (counts: { notObservable?: number; withoutContract?: number; leftEarly?: number }) =>
    verdictOf([], {
      people: 0,
      started: 100,
      notObservable: 0,
      withoutContract: 0,
      leftEarly: 0,
      unit: 'customer',
      ...counts,
    }).en;

  it('is said to be for want of a contract only where all who began hold none', () => {
    expect(verdict({ withoutContract: 100 })).toBe(
      'Nothing can be said: leaving, here, is the end of a contract, and 100 people held none that begins by then.',
    );
  });

  it('names each reason with its number where there are several', () => {
    expect(verdict({ withoutContract: 1, notObservable: 99 })).toBe(
      'We cannot say yet: the time of observation is not over for 99 people, 1 person held no contract that begins by then.',
    );
    expect(verdict({ withoutContract: 1, leftEarly: 99 })).toBe(
      'Nothing can be said: 1 person held no contract that begins by then, 99 people left before the days of the steps were over.',
    );
  });

  it('is not said to be for want of time where all left early', () => {
    expect(verdict({ leftEarly: 100 })).toBe(
      'Nothing can be said: 100 people left before the days of the steps were over.',
    );
    expect(verdict({ notObservable: 100 })).toBe(
      'We cannot say yet: the time of observation is not over for 100 people.',
    );
  });
});
