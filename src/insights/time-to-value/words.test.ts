import { describe, expect, it } from 'vitest';
import { known, unknown } from '#src/basics/estimate.ts';
import { retakingVerdict } from './retaking-words.ts';
import { waitVerdict } from './words.ts';

describe('where one alone is counted', () => {
  const none = unknown('no_events');
  const spread = { count: 0, lowerQuartile: none, median: none, upperQuartile: none, bars: [] };
  const told = (customers: number, running: number) => ({
    customers,
    once: 0,
    speed: { ...spread, count: customers, median: known(7) },
    frequency: spread,
    duration: { spans: customers, running, median: known(0), steps: [] },
    streaks: { running, broken: customers - running },
  });

  it('re-taking says it of this one, and shares of several', () => {
    const of = (customers: number, running: number, unit: 'customer' | 'account' = 'customer') =>
      retakingVerdict(told(customers, running), { period: 'week', unit });
    expect(of(1, 1).fr).toMatch(/\. Le seul client retenu est sur sa lancée\.$/);
    expect(of(1, 0, 'account').fr).toMatch(/\. Le seul compte retenu n’est plus sur sa lancée\.$/);
    expect(of(1, 1).en).toMatch(/^The customer comes back .*\. The only customer counted is still going\.$/);
    expect(of(2, 1).fr).toMatch(/50\s% des 2 clients sont sur leur lancée ; 0\s% n’ont eu qu’un jour/);
  });

  it('the wait says that this one waits, not that 0 of 1 have received the value', () => {
    const waits = (reached: number, waiting: number) => ({
      group: { kind: 'all' as const, value: null },
      customers: reached + waiting,
      reached,
      waiting,
      median: unknown('not_watched_long_enough'),
      quarter: unknown('not_watched_long_enough'),
      ever: known({ share: 0, low: 0, high: 0.5 }),
      within: [],
      steps: [],
    });
    expect(waitVerdict(waits(0, 1), null).fr).toMatch(/La seule personne comptée ne l’a pas encore reçue\.$/);
    expect(waitVerdict(waits(0, 1), null, { unit: 'account' }).en).toMatch(
      /The only account counted has not received it yet\.$/,
    );
  });
});
