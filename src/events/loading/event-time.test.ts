import { describe, expect, it } from 'vitest';
import { eventTime } from './event-time.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const event = (originalTime: number | null, sentAt: number | null, neverCorrect = false) => ({
  originalTime,
  sentAt,
  receivedAt: noon,
  neverCorrect,
});

describe('the time of an event', () => {
  it('leaves a clock alone that is off by exactly 60 seconds: delay is not a wrong clock', () => {
    expect(eventTime(event(noon - 5 * minute, noon - minute))).toEqual({ time: noon - 5 * minute, flag: '' });
  });
  it('moves the event by the skew when the clock is off by 60 seconds and 1 ms', () => {
    const skew = minute + 1;
    expect(eventTime(event(noon - 5 * minute, noon - skew))).toEqual({
      time: noon - 5 * minute + skew,
      flag: 'corrected',
    });
  });
  it('corrects a clock a year ahead so that the event is five minutes old', () => {
    const ahead = 365 * 24 * 60 * minute;
    expect(eventTime(event(noon - 5 * minute + ahead, noon + ahead)).time).toBe(noon - 5 * minute);
  });
  it('takes an import as sent, whatever its clock says', () => {
    expect(eventTime(event(noon - 90 * minute, noon - 60 * minute, true)).time).toBe(noon - 90 * minute);
  });
  it('uses the receipt where the client gave no time, and says so', () => {
    expect(eventTime(event(null, null))).toEqual({ time: noon, flag: 'made' });
  });
  it('flags 24 h and 1 ms ahead, and not 24 h ahead', () => {
    expect(eventTime(event(noon + 1440 * minute, null)).flag).toBe('');
    expect(eventTime(event(noon + 1440 * minute + 1, null)).flag).toBe('future');
  });
  it('keeps and flags 31 December 1999', () => {
    expect(eventTime(event(Date.UTC(1999, 11, 31), null)).flag).toBe('ancient');
  });
  it('leaves a time as sent where correcting it would leave what tables can hold', () => {
    const sent = Date.UTC(1900, 0, 2);
    expect(eventTime(event(sent, Date.UTC(2299, 0, 1)))).toEqual({ time: sent, flag: 'ancient' });
  });
});
