import { describe, expect, it } from 'vitest';
import { dateText, dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import {
  type DetailedHistory,
  type HeldVersion,
  localDayOf,
} from '#src/insights/contract-retention/index.ts';
import { deliveredOf } from './delivered.ts';
import { missionsOf } from './missions.ts';

const zone = 'Europe/Paris';
const at = (date: string) => startOfDay(dayNumber(date), zone);
/** A contract tells from when on it holds no more: the day after its last. */
const after = (date: string) => startOfDay(dayNumber(date) + 1, zone);
const told = (from: string, to: string | null, more: Partial<HeldVersion> = {}): HeldVersion => ({
  offer: 'Mission',
  startsAt: at(from),
  endsAt: to === null ? null : after(to),
  paidThrough: null,
  renewsAt: null,
  cancelledAt: null,
  pausedAt: null,
  resumesAt: null,
  trialEndsAt: null,
  pastDueSince: null,
  period: null,
  effectiveAt: at(from),
  ...more,
});
const contract = (name: string, ...versions: HeldVersion[]): DetailedHistory => ({
  contract: name,
  holder: '1',
  id: 'client',
  key: '1',
  details: {},
  versions,
});
const terms = { termDays: null, graceDays: 30 };
const judged = (today: string, histories: readonly DetailedHistory[], days: number | null = null) =>
  missionsOf(histories, {
    offers: new Map([
      ['Mission', { ...terms, termDays: days }],
      ['Conseil', terms],
    ]),
    today: dayNumber(today),
    dayOf: (instant) => localDayOf(instant, zone),
  }).map(({ contract: name, outcome, endsOn, renewedOn, renewedBy }) => ({
    name,
    outcome,
    endsOn: endsOn === null ? null : dateText(endsOn),
    renewedOn: renewedOn === null ? null : dateText(renewedOn),
    renewedBy,
  }));
const june = contract('a', told('2025-01-15', '2025-06-30'));
const outcome = (today: string, ...histories: DetailedHistory[]) => judged(today, histories)[0]?.outcome;

describe('a mission that ends on 30 June with 30 days of grace', () => {
  it('runs through its last day, then nothing is decided until the grace is over', () => {
    expect(outcome('2025-06-30', june)).toBe('running');
    expect(outcome('2025-07-01', june)).toBe('in_grace');
    expect(outcome('2025-07-30', june)).toBe('in_grace');
    expect(outcome('2025-07-31', june)).toBe('not_renewed');
  });

  it('is retained by a mission of 10 July, be it of another intentional offer', () => {
    for (const offer of ['Mission', 'Conseil']) {
      const next = contract('b', told('2025-07-10', '2025-12-31', { offer }));
      expect(judged('2025-08-15', [june, next])).toMatchObject([
        { name: 'a', outcome: 'renewed', renewedOn: '2025-07-10', renewedBy: 'b' },
        { name: 'b', outcome: 'running' },
      ]);
    }
  });

  it('is retained by one begun on day 30 of the grace, not on day 31', () => {
    const next = (from: string) => contract('b', told(from, '2025-12-31'));
    expect(outcome('2025-08-15', june, next('2025-07-30'))).toBe('renewed');
    expect(judged('2025-08-15', [june, next('2025-07-31')])[0]).toMatchObject({
      outcome: 'not_renewed',
      renewedOn: '2025-07-31',
    });
  });

  it('is retained by a mission agreed within the grace that begins later', () => {
    const autumn = contract('b', told('2025-09-01', '2025-12-31', { effectiveAt: at('2025-07-10') }));
    expect(outcome('2025-08-15', june, autumn)).toBe('renewed');
  });

  it('is not retained by one beside it that ends before it, nor by a subscription', () => {
    expect(outcome('2025-08-15', june, contract('b', told('2025-03-01', '2025-05-31')))).toBe('not_renewed');
    expect(outcome('2025-08-15', june, contract('b', told('2025-03-01', '2025-09-30')))).toBe('renewed');
    const club = contract('b', told('2025-07-10', null, { offer: 'Club' }));
    expect(outcome('2025-08-15', june, club)).toBe('not_renewed');
  });

  it('is renewed when its end is put off on 10 July, and the term after it is a mission of its own', () => {
    const putOff = (on: string) =>
      contract(
        'a',
        told('2025-01-15', '2025-06-30'),
        told('2025-01-15', '2025-12-31', { effectiveAt: at(on) }),
      );
    expect(judged('2025-08-15', [putOff('2025-07-10')])).toEqual([
      { name: 'a', outcome: 'renewed', endsOn: '2025-06-30', renewedOn: '2025-07-10', renewedBy: 'a' },
      { name: 'a', outcome: 'running', endsOn: '2025-12-31', renewedOn: null, renewedBy: null },
    ]);
    expect(outcome('2025-08-15', putOff('2025-07-31'))).toBe('not_renewed');
  });
});

describe('the end of a mission', () => {
  const cancelled = (on: string, end: string) =>
    told('2025-01-15', end, { cancelledAt: at(on), effectiveAt: at(on) });

  it('asked for before its term is a mission broken off, not one that was not renewed', () => {
    const broken = contract('a', told('2025-01-15', '2025-06-30'), cancelled('2025-03-10', '2025-03-31'));
    expect(outcome('2025-03-31', broken)).toBe('running');
    expect(outcome('2025-04-01', broken)).toBe('cancelled_early');
  });

  it('foretold for its own term is none', () => {
    const foretold = contract('a', told('2025-01-15', '2025-06-30'), cancelled('2025-05-10', '2025-06-30'));
    expect(outcome('2025-08-15', foretold)).toBe('not_renewed');
    expect(outcome('2025-08-15', contract('a', cancelled('2025-05-10', '2025-06-30')))).toBe('not_renewed');
  });

  it('is what its offer says where the contract tells none, over 29 February too', () => {
    const of = contract('a', told('2024-02-01', null));
    expect(judged('2024-03-01', [of], 30)).toMatchObject([{ endsOn: '2024-03-01', outcome: 'running' }]);
    expect(judged('2024-03-02', [of], 30)).toMatchObject([{ outcome: 'in_grace' }]);
    expect(judged('2030-01-01', [of])).toMatchObject([{ endsOn: null, outcome: 'running' }]);
  });

  it('told as the first instant at which it holds no more is the day before, told within a day that day', () => {
    const ending = (endsAt: number) =>
      judged('2025-06-15', [contract('a', told('2025-01-15', null, { endsAt }))])[0]?.endsOn;
    expect(ending(at('2025-07-01'))).toBe('2025-06-30');
    expect(ending(at('2025-06-30') + 12 * 3_600_000)).toBe('2025-06-30');
    expect(ending(at('2025-06-30'))).toBe('2025-06-29');
    expect(ending(at('2025-01-15'))).toBe('2025-01-15'); // annulled: a mission has a day
  });

  it('has 30 days of grace over the change of the clocks', () => {
    const march = contract('a', told('2025-01-15', '2025-03-15'));
    expect(outcome('2025-04-14', march)).toBe('in_grace');
    expect(outcome('2025-04-15', march)).toBe('not_renewed');
  });
});

it('reads what was owed and delivered from what else a contract tells', () => {
  expect(deliveredOf({ Livrables: '12', livrés: 9 })).toEqual({ owed: 12, done: 9 });
  expect(deliveredOf({ quantity: 3, quantity_delivered: '1,5' })).toEqual({ owed: 3, done: 1.5 });
  expect(deliveredOf({ deliverables: 12 })).toBeNull();
  expect(deliveredOf({ deliverables: 'twelve', delivered: 3 })).toBeNull();
});
