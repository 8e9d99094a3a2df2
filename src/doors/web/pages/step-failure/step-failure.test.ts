import { describe, expect, it } from 'vitest';
import type { RankedStep } from '#src/insights/step-failure/index.ts';
import { wordsOf } from '../../words/index.ts';
import { lackOf, silenceOf } from './departure.ts';
import { asideOf, nobodyCounted, rankingCsv } from './Result.tsx';
import { askOf, firstStepFailure, likelyFailure, readOpen, readStepFailureSearch } from './search.ts';

describe('a question about missed steps', () => {
  const address = {
    of: {
      declared: {
        start: { event: 'Account Opened' },
        steps: [{ name: 'Import', done: { event: 'Imported' }, failed: { event: 'Import Failed' } }],
        windowDays: 14,
        departure: { kind: 'silence', from: 31, to: 60 },
      },
    },
    from: '2026-01-01',
    to: '2026-06-30',
    worth: { by: 'contract' },
    rank: 'money',
  };

  it('is held by its address', () => {
    expect(askOf(readStepFailureSearch(address))).toEqual(address);
    expect(askOf(readStepFailureSearch({ ...address, of: { declared: { steps: [] } } }))).toBeUndefined();
  });

  it('begins with the likely first steps, and with the event that tells a failure where one is called alike', () => {
    const names = ['Trial Booked', 'Trial Attended', 'Trial Missed', 'Order Completed'];
    expect(likelyFailure('Trial Attended', names)).toBe('Trial Missed');
    expect(likelyFailure('Order Completed', names)).toBeUndefined();
    const events = names.map((event) => ({ event, count: 10 }));
    const span = { first: '2026-01-01', last: '2026-06-30' };
    const { of } = firstStepFailure({ events, span }, false);
    expect(of).toMatchObject({
      declared: {
        start: { event: 'Trial Booked' },
        steps: [{ name: 'Trial Attended', failed: { event: 'Trial Missed' } }, { name: 'Order Completed' }],
      },
    });
  });

  it('begins with the end of contracts as leaving where there are contracts before any purchase, else with silence', () => {
    const known = {
      events: ['Account Created', 'Import'].map((event) => ({ event, count: 10 })),
      span: { first: '2026-01-01', last: '2026-06-30' },
    };
    expect(firstStepFailure(known, true).of).toMatchObject({
      declared: { departure: { kind: 'contract', to: 180 } },
    });
    const silence = { declared: { departure: { kind: 'silence', from: 31, to: 60 } } };
    expect(firstStepFailure(known, false).of).toMatchObject(silence);
    for (const buying of ['Order Completed', 'Order Paid', 'Subscription Started', 'Abonnement', 'Achat']) {
      const events = ['Trial Attended', buying].map((event) => ({ event, count: 10 }));
      expect(firstStepFailure({ ...known, events }, true).of, buying).toMatchObject(silence);
    }
  });

  it('looks for lacking value on the days that were asked, and on a whole month of a definition by month', () => {
    const by = (period: 'day' | 'week' | 'month', times: number) => ({
      current: { period, rule: { kind: 'times' as const, times } },
    });
    const value = { definition: 'val_1' };
    const lack = { kind: 'silence', match: { value } };
    // 61 days hold a whole month wherever they begin: 31 days, and 30 of the one before; 13 hold a week: 7 and 6.
    const monthly = by('month', 3);
    expect(lackOf(value, monthly, { kind: 'contract', to: 180 })).toEqual({ ...lack, from: 31, to: 91 });
    expect(lackOf(value, monthly, { kind: 'silence', from: 10, to: 20 })).toEqual({
      ...lack,
      from: 10,
      to: 70,
    });
    expect(lackOf(value, monthly, { kind: 'silence', from: 10, to: 90 })).toEqual({
      ...lack,
      from: 10,
      to: 90,
    });
    expect(lackOf(value, by('week', 3), { kind: 'silence', from: 10, to: 12 })).toMatchObject({ to: 22 });
    // One event is value on its own day, whatever the period; so few days are enough.
    expect(lackOf(value, by('month', 1), { kind: 'silence', from: 10, to: 12 })).toMatchObject({ to: 12 });
    expect(lackOf(value, undefined, { kind: 'event', match: { event: null }, to: 90 })).toEqual({
      ...lack,
      from: 31,
      to: 60,
    });
    expect(silenceOf({ ...lack, kind: 'silence', from: 10, to: 70 })).toEqual({
      kind: 'silence',
      from: 10,
      to: 70,
    });
  });

  it('opens the people of a step', () => {
    expect(readOpen('2/missed/left')).toEqual({ step: 2, kind: 'missed', outcome: 'left' });
    expect(readOpen('2/asleep')).toBeUndefined();
  });
});

describe('a ranking of nobody', () => {
  const told = (counts: { started: number; notObservable?: number; withoutContract?: number }) =>
    nobodyCounted(
      {
        notObservable: 0,
        withoutContract: 0,
        unit: 'customer',
        verdict: { fr: '', en: 'Nothing can be said: each with its number.' },
        ...counts,
      },
      wordsOf('en'),
    );

  it('is for want of a contract, or of time, only where that holds of all who began', () => {
    expect(told({ started: 100, withoutContract: 100 }).text).toMatch(
      /^100 people began, and held no contract/,
    );
    expect(told({ started: 100, notObservable: 100 }).title).toBe(
      'Nobody can be observed yet at these dates',
    );
    expect(told({ started: 0 }).text).toMatch(/^Nobody began/);
    expect(told({ started: 100, notObservable: 99, withoutContract: 1 })).toEqual({
      title: 'Nobody is counted at these dates',
      text: 'Nothing can be said: each with its number.',
    });
  });
});

describe('the file of a ranking', () => {
  const known = <T>(value: T) => ({ known: true as const, value });
  const share = (left: number, people: number) => ({
    people,
    left,
    share: known(left / people),
    low: 0,
    high: 1,
  });
  const ratio = (value: number) =>
    known({ ratio: known(value), low: value / 2, high: known(value * 2), method: 'katz' as const });
  const step = (name: string, selfEvident: RankedStep['selfEvident']): RankedStep => ({
    step: 1,
    name,
    selfEvident,
    judgedAfter: null,
    done: share(15, 100),
    missed: share(60, 100),
    failed: share(30, 50),
    skipped: share(30, 50),
    massShare: known(0.5),
    riskRatio: ratio(4),
    oddsRatio: ratio(8.5),
    difference: known(0.45),
    low: 0.3,
    high: 0.6,
    test: 'z',
    p: known(0.001),
    correctedP: known(0.001),
    neededPerGroup: 0,
    stillNeeded: 0,
    found: 'different',
    departures: known({ people: 45, low: 30, high: 60, shareOfAll: known(0.6) }),
    money: {
      amount: known(400),
      share: known(0.8),
      ofThoseWhoLeft: known(240),
      currency: 'EUR',
      people: 100,
    },
    words: { fr: '', en: '' },
  });
  const declared = {
    start: { event: 'Trial Booked', where: [] },
    steps: [],
    windowDays: 14,
    departure: { kind: 'contract' as const, to: 60 },
  };

  it('goes with a page that says beside a step after the purchase of whom it is told', () => {
    const buying = { ...step('buy', 'purchase'), step: 1 };
    const booking = { ...step('book', null), step: 2, judgedAfter: { step: 1, name: 'buy' } };
    const shown = { steps: [booking, buying], declared };
    expect(asideOf(booking, shown, wordsOf('en'))).toBe('among those who did “buy”');
    expect(asideOf(buying, shown, wordsOf('en'))).toBe('a lost sale, not a departure');
    expect(asideOf(step('import', null), shown, wordsOf('en'))).toBeUndefined();
  });

  it('holds what the page shows: neither ratio nor departures of a step that explains nothing', () => {
    const steps = [step('import', null), step('buy', 'purchase')];
    expect(rankingCsv({ steps, declared }, wordsOf('en')).slice(1)).toEqual([
      ['import', 100, 0.6, 0.15, 4, 2, 8, 45, 400, 0.8],
      ['buy', 100, 0.6, 0.15, null, null, null, null, 400, 0.8],
    ]);
  });
});
