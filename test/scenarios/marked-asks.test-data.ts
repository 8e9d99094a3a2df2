import type { ToldEvent } from '../filling.ts';

/** What is typed into every condition: whoever reads it in an answer has read a condition. */
export const mark = 'Jacqueline Marque';

const range = { from: '2026-01-05', to: '2026-01-18' };
const people = [{ kind: 'trait', trait: 'login', how: 'is_not', values: [mark] }];
const where = [{ property: 'who', how: 'is_not', values: [mark] }];
const visit = { event: 'visit', where };
const buy = { event: 'buy', where };
const newcomers = { start: visit, ...range, people };
const activeBy = { by: 'event', match: visit };
const retention = { start: visit, return: buy, rows: 'week', interval: 'day', ...range, people };
const funnel = {
  steps: [visit, buy],
  exclusions: [{ event: 'left', where, from: 1, to: 2 }],
  ...range,
  people,
};
const arms = [
  { kind: 'people', name: 'One group', people },
  { kind: 'people', name: 'Another', people: [{ kind: 'trait', trait: 'login', how: 'is', values: [mark] }] },
];

/** An onboarding with a condition in each of its places. */
export const declared = {
  start: visit,
  steps: [{ name: 'First buy', done: buy, failed: { event: 'left', where } }],
  windowDays: 3,
  departure: { kind: 'silence', match: visit, from: 4, to: 10 },
};

/** A journey map with a condition, a note, an owner, a channel; what nobody wrote by hand is not marked. */
export const drawn = {
  stages: [
    {
      id: 'all',
      name: { fr: 'Tout', en: 'All' },
      steps: [
        {
          id: 'visit',
          name: { fr: 'Visite', en: 'Visit' },
          matches: [visit],
          channels: [mark],
          emotion: { score: -1, basis: 'declared' },
          note: { text: `Told by ${mark}`, basis: 'declared' },
          status: 'fix',
          owner: mark,
        },
        { id: 'buy', name: { fr: 'Achat', en: 'Purchase' }, matches: [buy] },
        {
          id: 'wait',
          name: { fr: 'Attente', en: 'Wait' },
          note: { text: mark, basis: 'assumed' },
          owner: mark,
        },
      ],
    },
  ],
  window: { amount: 7, of: 'day' },
  stays: { match: visit, days: 7 },
};

/** An aha moment of which everything is marked that is not its name. */
export const moment = {
  name: 'Buys early',
  owners: { product: [mark], marketing: [mark] },
  note: `Found by ${mark}`,
  channel: { by: 'start_property', name: 'channel' },
  rule: { start: visit, match: buy, times: 1, days: 5 },
};

const scan = {
  ...newcomers,
  return: visit,
  left: { event: 'left', where },
  outcome: { from: 6, to: 12 },
  windows: [3],
};

/** Every question that can be pinned, with the mark in each of its conditions. */
export const markedAsks = ({
  definition,
  segment,
}: {
  readonly definition: string;
  readonly segment: string;
}): Readonly<Record<string, unknown>> => ({
  'retention.grid': retention,
  'retention.trend': { ask: retention, interval: 1 },
  'retention.compare': { ask: retention, arms, interval: 1 },
  'lifecycle.grid': { ...range, people, activeBy },
  'stickiness.grid': { ...range, people, activeBy },
  'stickiness.ratios': { ...range, people, activeBy },
  'stickiness.share': { ...range, people, activeBy },
  'stickiness.sessions': { ...range, people, activeBy },
  'adoption.grid': { features: [{ name: 'Buying', used: [buy], seen: [visit] }], ...range, people },
  'funnels.grid': funnel,
  'funnels.compare': { ask: funnel, arms },
  'step-failure.ranking': {
    of: { declared },
    ...range,
    people,
    worth: { by: 'property', match: buy, property: 'paid' },
  },
  'value.sought': { search: [visit], value: [buy], ...range, people },
  'survival.contracts': { offers: [mark], people },
  'survival.churn': { ...range, offers: [mark], people },
  'habit.grid': { value: visit, weeks: 4, people },
  'time-to-value.curve': { begin: { by: 'event', match: visit }, value: buy, ...range, people },
  'time-to-value.retaking': { value: visit, ...range, people },
  'aha.scan': scan,
  'aha.curve': { ask: scan, event: 'buy', window: 3 },
  'aha.rate': { definition, ...range, people },
  'aha.board': { definition, weeks: 8, people },
  'acquisition.table': {
    ...newcomers,
    campaign: { by: 'first_property', match: visit, name: 'channel' },
    stay: { match: visit, from: 6, to: 12 },
    value: { match: buy, property: 'paid' },
    mismatch: { days: 3, match: { event: 'left', where } },
  },
  'aarrr.board': {
    ...newcomers,
    activation: { by: 'event', match: buy },
    retention: { activeBy, period: 'week', nth: 1 },
    revenue: { match: buy, property: 'paid' },
    referral: { match: buy },
    apart: { by: 'start_property', name: 'channel' },
  },
  'paths.tree': { anchor: visit, ...range, people },
  'paths.situations': {
    ...newcomers,
    retained: { match: visit, from: 8, to: 12 },
    worth: { match: buy, property: 'paid' },
  },
  'journey-maps.figures': { of: { drawn }, ...range, people },
  'contract-retention.periods': { ...range, people },
  'seasons.returns': { offer: 'Ski', deed: buy, people },
  'signup-seasons.cohorts': { ...range, start: visit, return: buy, people },
  'missions.outcomes': { ...range, people },
  'phases.board': { ...range, offer: mark, people },
  'health.summary': { people },
  'segments.history': { id: segment, days: 30 },
  'revenue.movements': { ...range, offers: [mark], people },
  'revenue.churn': { ...range, offers: [mark], people },
  'revenue.retention': { ...range, offers: [mark], people },
  'revenue.cohorts': { ...range, offers: [mark], people },
  'revenue.upsell': { ...range, offers: [mark], people },
  'revenue.repurchase': { match: buy, ...range, people },
  'compare.groups': {
    question: { of: 'adoption.grid', ask: { features: [{ used: [buy], seen: [visit] }], ...range, people } },
    arms,
  },
});

/** Eight people who came in two channels; every other one bought. Each event bears what conditions test. */
export const markedEvents: readonly ToldEvent[] = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((customer) => {
  const at = (day: number) => Date.parse('2026-01-05T09:00:00Z') + (customer * 3_600 + day * 86_400) * 1000;
  const properties = {
    who: `user ${customer}`,
    channel: customer < 7 ? 'tv' : 'friend',
    paid: 10,
    currency: 'EUR',
  };
  return [
    { customer, at: at(0), event: 'visit', properties, traits: { login: `login ${customer}` } },
    { customer, at: at(1), event: customer % 2 === 0 ? 'buy' : 'left', properties },
    { customer, at: at(8), event: 'visit', properties },
  ];
});
