import type { ToldEvent } from '../../../test/filling.ts';

/** A zone, and the instant around which a history is told there. */
export interface Place {
  readonly timezone: string;
  readonly around: string;
}

/** Each has a change of clocks or of date at its instant, or an offset of its own. */
export const places = {
  paris: { timezone: 'Europe/Paris', around: '2025-03-30T01:00:00Z' },
  parisInAutumn: { timezone: 'Europe/Paris', around: '2025-10-26T01:00:00Z' }, // a day of 25 hours
  newYork: { timezone: 'America/New_York', around: '2025-11-02T06:00:00Z' },
  lordHowe: { timezone: 'Australia/Lord_Howe', around: '2025-04-05T15:00:00Z' }, // half an hour
  apia: { timezone: 'Pacific/Apia', around: '2011-12-30T10:00:00Z' }, // 30 December never was
  kathmandu: { timezone: 'Asia/Kathmandu', around: '2025-01-01T00:00:00Z' }, // 5 h 45 min
} as const satisfies Record<string, Place>;

/** Who tells which plan in a history, customer or account; empty for whoever tells none, as account globex. */
export const planOf = (unit: string): string => plans[unit] ?? '';
const plans: Readonly<Record<string, string>> = {
  1: 'basic',
  2: 'gold',
  3: 'basic',
  4: 'gold',
  5: 'basic',
  acme: 'gold',
};

/** Sixty days before, customers 1 to 5 tell which plan they have: by identify events, which are events too. */
export const tellingPlans = (centre: number): ToldEvent[] =>
  [1, 2, 3, 4, 5].map((customer) => ({
    customer,
    at: centre - 60 * 86_400_000,
    event: 'identify',
    type: 'identify',
    id: `i${customer}`,
    traits: { plan: planOf(String(customer)) },
  }));

/** Then, too, we tell account acme's plan ourselves: for the account alone, of no customer. */
export const tellingAccountPlans = (centre: number): ToldEvent[] => [
  {
    customer: 0,
    at: centre - 60 * 86_400_000,
    event: 'group',
    type: 'group',
    id: 'g-acme',
    account: 'acme',
    traffic: 'internal',
    traits: { plan: planOf('acme') },
  },
];
