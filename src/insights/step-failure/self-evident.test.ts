import { expect, it } from 'vitest';
import { Declared, type RankedStep } from './ask.ts';
import { selfEvident } from './self-evident.ts';
import { stepWords, verdictOf } from './words.ts';

const declared = (start: string, done: string, departure: object) =>
  Declared.parse({
    start: { event: start },
    steps: [{ name: 'step', done: { event: done } }],
    windowDays: 14,
    departure: { from: 31, to: 60, ...departure },
  });
const silence = { kind: 'silence' };

it('calls buying self-evident, as who did not buy never was a customer, unless buying begins it', () => {
  expect(selfEvident(declared('Trial Booked', 'Order Completed', silence), 0)).toBe('purchase');
  expect(selfEvident(declared('Order Completed', 'Order Completed', silence), 0)).toBe(null);
  expect(selfEvident(declared('Trial Booked', 'Trial Attended', silence), 0)).toBe(null);
});

it('calls the very event self-evident whose lack is leaving', () => {
  const visits = { kind: 'silence', match: { event: 'Class Attended' } };
  expect(selfEvident(declared('Trial Booked', 'Class Attended', visits), 0)).toBe('departure');
  expect(selfEvident(declared('Trial Booked', 'Trial Attended', visits), 0)).toBe(null);
  const contract = { kind: 'contract' };
  expect(selfEvident(declared('Trial Booked', 'Class Attended', contract), 0)).toBe(null);
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
    money: { amount: unknown, ofThoseWhoLeft: unknown, currency: null, people: 0 },
  };
  return { ...figures, words: stepWords(figures) };
};

it('leads with a step that explains something, and says of the others what they are', () => {
  const counted = { people: 200, started: 200 };
  const buying = step('Order Completed', 'purchase');
  expect(verdictOf([buying, step('Trial Attended', null)], counted).fr).toContain('« Trial Attended » : 100');
  expect(verdictOf([buying], counted).en).toMatch(
    /^Nothing to explain here\. “Order Completed”: This is the purchase/,
  );
});
