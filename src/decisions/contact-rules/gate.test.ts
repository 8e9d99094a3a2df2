import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { type AtTheGate, type Contact, gate, type Verdict } from './gate.ts';
import { isHoliday, openFrom } from './hours.ts';
import { presets } from './presets.ts';
import { ContactRules } from './rules.ts';

const at = (text: string): number => Date.parse(text);
const paris = 'Europe/Paris';
const day = 86_400_000;

const free = ContactRules.parse({ hours: [], caps: [] });
const twiceAWeek = ContactRules.parse({
  hours: [
    {
      channels: ['email'],
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
      spans: [{ from: '08:00', to: '21:00' }],
      holidays: 'closed_fr',
    },
  ],
  caps: [
    { channels: ['email', 'sms'], purposes: ['marketing'], most: 2, within: { amount: 7, unit: 'days' } },
  ],
});

const marketing: AtTheGate = {
  purpose: 'marketing',
  channel: 'email',
  expiresAt: null,
  unwanted: null,
  paused: false,
  address: 'known',
  consent: 'allowed',
  suppressed: null,
  heldOut: false,
  zone: paris,
  contacts: [],
};
const sent = (text: string, channel: Contact['channel'] = 'email'): Contact => ({
  at: at(text),
  channel,
  purpose: 'marketing',
});
const told = (verdict: Verdict) =>
  verdict.says === 'later' ? { ...verdict, until: new Date(verdict.until).toISOString() } : verdict;

describe('a cap of two marketing messages a week', () => {
  const now = at('2026-11-18T10:00:00Z'); // a Wednesday
  const contacts = [sent('2026-11-16T09:00:00Z'), sent('2026-11-17T09:00:00Z', 'sms')];

  it('holds the third until the first lies a week back, and lets a receipt pass', () => {
    expect(told(gate(twiceAWeek, { ...marketing, contacts }, now))).toEqual({
      says: 'later',
      reason: 'capped',
      until: '2026-11-23T09:00:00.000Z',
      detail: '2/7 days',
    });
    expect(gate(twiceAWeek, { ...marketing, purpose: 'transactional', contacts }, now)).toEqual({
      says: 'go',
    });
    expect(gate(twiceAWeek, { ...marketing, purpose: 'service', contacts }, now)).toEqual({ says: 'go' });
  });

  it('has room again at the instant the first is a week old, not a millisecond before', () => {
    const frees = at('2026-11-23T09:00:00Z');
    expect(gate(twiceAWeek, { ...marketing, contacts }, frees - 1)).toMatchObject({
      says: 'later',
      until: frees,
    });
    expect(gate(twiceAWeek, { ...marketing, contacts }, frees)).toEqual({ says: 'go' });
  });

  it('gives up what would have expired by then, or where the rules say so', () => {
    const expiresAt = at('2026-11-23T09:00:00Z');
    expect(gate(twiceAWeek, { ...marketing, contacts, expiresAt }, now)).toMatchObject({
      says: 'never',
      reason: 'capped',
    });
    expect(gate({ ...twiceAWeek, whenCapped: 'drop' }, { ...marketing, contacts }, now)).toEqual({
      says: 'never',
      reason: 'capped',
      detail: '2/7 days',
    });
  });
});

describe('hours', () => {
  it.each([
    // 23:30 local waits for 08:00; both borders of the day.
    ['2026-11-18T22:30:00Z', '2026-11-19T07:00:00.000Z'],
    ['2026-11-18T06:59:59.999Z', '2026-11-18T07:00:00.000Z'],
    ['2026-11-18T07:00:00Z', '2026-11-18T07:00:00.000Z'],
    ['2026-11-18T19:59:59.999Z', '2026-11-18T19:59:59.999Z'],
    ['2026-11-18T20:00:00Z', '2026-11-19T07:00:00.000Z'],
    // Saturday evening waits for Monday; 11 November is a holiday.
    ['2026-11-21T20:30:00Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-11T10:00:00Z', '2026-11-12T07:00:00.000Z'],
    // Over both changes of the clocks.
    ['2026-03-28T20:30:00Z', '2026-03-30T06:00:00.000Z'],
    ['2026-10-24T19:30:00Z', '2026-10-26T07:00:00.000Z'],
  ])('%s goes out at %s', (now, expected) => {
    expect(new Date(openFrom(twiceAWeek, 'email', at(now), paris) ?? 0).toISOString()).toBe(expected);
  });

  it('are those of whoever gets it', () => {
    const now = at('2026-11-18T10:00:00Z'); // five in the morning in New York
    expect(new Date(openFrom(twiceAWeek, 'email', now, 'America/New_York') ?? 0).toISOString()).toBe(
      '2026-11-18T13:00:00.000Z',
    );
    expect(openFrom(twiceAWeek, 'sms', at('2026-11-18T02:00:00Z'), paris)).toBe(at('2026-11-18T02:00:00Z'));
  });

  it('that a jump of the clocks leaves out are no hours of that day', () => {
    const night = ContactRules.parse({
      hours: [{ channels: ['in_app'], days: ['sunday'], spans: [{ from: '02:00', to: '03:00' }] }],
      caps: [],
    });
    const from = openFrom(night, 'in_app', at('2026-03-28T12:00:00Z'), paris);
    expect(new Date(from ?? 0).toISOString()).toBe('2026-04-05T00:00:00.000Z');
  });

  it('that begin in an hour that comes twice wait for it the second time too', () => {
    const early = ContactRules.parse({
      hours: [{ channels: ['in_app'], days: ['sunday'], spans: [{ from: '01:30', to: '03:45' }] }],
      caps: [],
    });
    const from = openFrom(early, 'in_app', at('2030-11-03T06:08:00Z'), 'America/New_York'); // the second 01:08
    expect(new Date(from ?? 0).toISOString()).toBe('2030-11-03T06:30:00.000Z');
  });

  it('know the holidays of France', () => {
    // Easter Monday, Ascension and Whit Monday of 2024 (1 April, 9 and 20 May) and 2026 (6 April, 14 and 25 May).
    const days = [
      '2024-04-01',
      '2024-05-09',
      '2024-05-20',
      '2026-04-06',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
    ];
    expect(days.filter((date) => !isHoliday(dayNumber(date)))).toEqual([]);
    expect(['2026-04-05', '2026-04-07', '2026-07-13'].filter((date) => isHoliday(dayNumber(date)))).toEqual(
      [],
    );
  });
});

describe('the gate', () => {
  const now = at('2026-11-18T10:00:00Z');
  const says = (facts: Partial<AtTheGate>) => gate(free, { ...marketing, ...facts }, now);

  it('asks in its order, and tries another channel where this one alone is closed', () => {
    expect(says({})).toEqual({ says: 'go' });
    expect(says({ expiresAt: now, unwanted: 'left' })).toMatchObject({ says: 'never', reason: 'expired' });
    expect(says({ expiresAt: now + 1 })).toEqual({ says: 'go' });
    expect(says({ unwanted: 'left', address: 'erased' })).toMatchObject({
      reason: 'unwanted',
      detail: 'left',
    });
    expect(says({ address: 'erased', paused: true })).toMatchObject({ says: 'never', reason: 'erased' });
    expect(says({ heldOut: true, paused: true })).toMatchObject({ says: 'never', reason: 'held_out' });
    expect(says({ paused: true, address: 'none' })).toMatchObject({ says: 'later', reason: 'paused' });
    expect(says({ address: 'none' })).toMatchObject({ says: 'other_channel', reason: 'no_address' });
    expect(says({ suppressed: 'hard_bounce' })).toMatchObject({
      says: 'other_channel',
      detail: 'hard_bounce',
    });
    expect(says({ consent: 'refused' })).toMatchObject({ says: 'other_channel', reason: 'refused' });
    expect(says({ consent: 'unknown' })).toMatchObject({ says: 'other_channel', reason: 'no_consent' });
  });

  it('lets service and surveys pass until they are objected to, and what must be said always', () => {
    expect(says({ consent: 'unknown', purpose: 'service' })).toEqual({ says: 'go' });
    expect(says({ consent: 'refused', purpose: 'survey' })).toMatchObject({ reason: 'refused' });
    for (const purpose of ['transactional', 'contractual'] as const)
      expect(says({ consent: 'refused', purpose, heldOut: true })).toEqual({ says: 'go' });
    expect(says({ suppressed: 'complaint', purpose: 'transactional' })).toMatchObject({
      reason: 'suppressed',
    });
  });

  it('never lets a message pass above a cap, out of hours or against a refusal, whatever came before', () => {
    const contact = fc.record({
      at: fc.integer({ min: now - 15 * day, max: now }),
      channel: fc.constantFrom('email' as const, 'sms' as const),
      purpose: fc.constantFrom('marketing' as const, 'transactional' as const),
    });
    fc.assert(
      fc.property(
        fc.array(contact, { maxLength: 12 }),
        fc.integer({ min: 0, max: 20 * 24 * 60 }),
        fc.constantFrom('allowed' as const, 'refused' as const, 'unknown' as const),
        (contacts, minutes, consent) => {
          const moment = now + minutes * 60_000;
          const verdict = gate(twiceAWeek, { ...marketing, contacts, consent }, moment);
          const recent = contacts.filter((one) => one.purpose === 'marketing' && one.at > moment - 7 * day);
          if (verdict.says === 'go') {
            expect(consent).toBe('allowed');
            expect(recent.length).toBeLessThan(2);
            expect(openFrom(twiceAWeek, 'email', moment, paris)).toBe(moment);
          } else if (verdict.says === 'later') {
            expect(verdict.until).toBeGreaterThan(moment);
          }
        },
      ),
    );
  });

  it('reaches everybody in the end who is deferred and gets nothing else', () => {
    const contacts = [sent('2026-11-16T09:00:00Z'), sent('2026-11-17T09:00:00Z')];
    let moment = at('2026-11-17T21:30:00Z');
    for (let tries = 0; tries < 5; tries += 1) {
      const verdict = gate(twiceAWeek, { ...marketing, contacts }, moment);
      if (verdict.says !== 'later') break;
      moment = verdict.until;
    }
    expect(gate(twiceAWeek, { ...marketing, contacts }, moment)).toEqual({ says: 'go' });
    expect(new Date(moment).toISOString()).toBe('2026-11-23T09:00:00.000Z');
  });
});

it('has presets that are sound', () => {
  for (const { rules } of presets) expect(ContactRules.parse(rules)).toEqual(rules);
});
