import { expect, it } from 'vitest';
import {
  alwaysOpen,
  type ContactRules,
  freeChannels,
  isLacking,
  newCap,
  newHours,
  sameRules,
  timesWith,
} from './contact-rules.ts';

const none: ContactRules = { hours: [], caps: [], whenClosed: 'defer', whenCapped: 'defer' };
const office = newHours(none);
const rules: ContactRules = { ...none, hours: [office], caps: [newCap] };

it('offers each channel under one set of hours only', () => {
  expect(office.channels).toEqual(['email']);
  expect(freeChannels(rules, 0)).toContain('email');
  expect(freeChannels(rules, 1)).not.toContain('email');
  expect(alwaysOpen(rules)).toEqual(['sms', 'whatsapp', 'web_push', 'in_app', 'phone', 'post']);
  expect(newHours(rules).channels).toEqual(['sms']);
});

it('knows rules that could let nothing pass: an empty list, an end that is no later than its beginning', () => {
  const withHours = (part: Partial<typeof office>) =>
    isLacking({ ...rules, hours: [{ ...office, ...part }] });
  expect(isLacking(rules)).toBe(false);
  expect(withHours({ channels: [] })).toBe(true);
  expect(withHours({ days: [] })).toBe(true);
  expect(withHours({ spans: [] })).toBe(true);
  expect(withHours({ spans: [{ from: '20:00', to: '20:00' }] })).toBe(true);
  expect(withHours({ spans: [{ from: '20:00', to: '24:00' }] })).toBe(false);
  expect(isLacking({ ...rules, caps: [{ ...newCap, purposes: [] }] })).toBe(true);
});

it('takes rules for the same whatever the order of ticking, and for others by any part', () => {
  const turned = { ...rules, hours: [{ ...office, days: office.days.toReversed() }] };
  expect(sameRules(rules, turned)).toBe(true);
  expect(sameRules(rules, { ...rules, whenCapped: 'drop' })).toBe(false);
  expect(sameRules(rules, { ...rules, hours: [{ ...office, holidays: 'closed_fr' }] })).toBe(false);
  expect(sameRules(rules, { ...rules, caps: [{ ...newCap, most: 4 }] })).toBe(false);
});

it('lets a time be chosen that is no half hour once it is in force, and the end of the day', () => {
  expect(timesWith('08:15').slice(15, 19)).toEqual(['07:30', '08:00', '08:15', '08:30']);
  expect(timesWith('08:00')).toHaveLength(49);
  expect(timesWith('08:00').at(-1)).toBe('24:00');
});
