import { describe, expect, it } from 'vitest';
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
    const { of } = firstStepFailure({ events, span: { first: '2026-01-01', last: '2026-06-30' } });
    expect(of).toMatchObject({
      declared: {
        start: { event: 'Trial Booked' },
        steps: [{ name: 'Trial Attended', failed: { event: 'Trial Missed' } }, { name: 'Order Completed' }],
      },
    });
  });

  it('opens the people of a step', () => {
    expect(readOpen('2/missed/left')).toEqual({ step: 2, kind: 'missed', outcome: 'left' });
    expect(readOpen('2/asleep')).toBeUndefined();
  });
});
