import type { DemoWords, Language, Saying } from '../making/index.ts';
import { poolSeason } from './besides.ts';
import { prices } from './contracts.ts';
import { gymTruths } from './truths.ts';

const { julie, hundredth } = gymTruths;

const texts = {
  fr: {
    hundredth: 'Centième visite',
    anniversary: 'Un an avec nous',
    firstClass: 'Réserver un cours',
    fiveVisits: 'Venir cinq fois',
    twentyVisits: 'Venir vingt fois',
    members: 'Sous contrat',
    carts: 'Panier sans inscription',
    missed: 'Essai manqué, pas inscrits',
    silent: 'Sous contrat, sans visite depuis 30 jours',
    task: 'Appeler Julie avant la fin de son année',
    remark: 'Elle venait avec une amie qui a déménagé.',
  },
  en: {
    hundredth: 'Hundredth visit',
    anniversary: 'A year with us',
    firstClass: 'Book a class',
    fiveVisits: 'Come five times',
    twentyVisits: 'Come twenty times',
    members: 'Under contract',
    carts: 'Cart without sign-up',
    missed: 'Trial missed, not signed up',
    silent: 'Under contract, no visit for 30 days',
    task: 'Call Julie before her year ends',
    remark: 'She used to come with a friend, who moved away.',
  },
} as const;
type Texts = (typeof texts)[Language];

/** What the team of the gym has told Perdure of its offers, goals and members. */
export function gymSayings({ words }: { readonly words: DemoWords }, language: Language): Saying[] {
  const said = texts[language];
  const about = { id: julie.userId };
  return [
    {
      operation: 'value.create',
      ask: {
        name: words.visit,
        counted: { match: { event: words.visit }, rule: { kind: 'times', times: 1 }, period: 'week' },
      },
    },
    ...(['monthly', 'yearly', 'student'] as const).map((plan) => ({
      operation: 'offers.create',
      ask: {
        name: words[plan],
        kind: 'continuous',
        terms: {
          prices: [{ amount: String(prices[plan].amount), currency: 'EUR', period: prices[plan].period }],
        },
      },
    })),
    {
      operation: 'offers.create',
      ask: {
        name: words.pool,
        kind: 'discontinuous',
        terms: { season: poolSeason },
      },
    },
    {
      operation: 'offers.create',
      ask: {
        name: words.coaching,
        kind: 'intentional',
        terms: { graceDays: 30 },
      },
    },
    ...milestones(words, said),
    ...goals(words, said),
    ...segments(words, said),
    { operation: 'health.adopt', ask: { unit: 'customer', basedOn: 0, template } },
    { operation: 'tasks.create', ask: { about, title: said.task }, daysAgo: 5 },
    { operation: 'remarks.add', ask: { about, text: said.remark }, daysAgo: 8 },
  ];
}

const milestones = (words: DemoWords, said: Texts): Saying[] => [
  {
    operation: 'milestones.create',
    ask: {
      name: said.hundredth,
      claimable: true,
      rule: { kind: 'times', match: { event: words[hundredth.event] }, times: hundredth.times },
    },
  },
  {
    operation: 'milestones.create',
    ask: {
      name: said.anniversary,
      rule: { kind: 'anniversary', match: { event: words.signUp }, months: 12 },
    },
  },
];

function goals(words: DemoWords, said: Texts): Saying[] {
  const visits = (name: string, times: number, more: object = {}) => ({
    name,
    match: { event: words.visit },
    times,
    ...more,
  });
  const booked = { name: said.firstClass, match: { event: words.classBooked } };
  const goal = (name: string, actions: readonly object[]): Saying => ({
    operation: 'goals.create',
    ask: { name, actions },
  });
  return [
    goal(words.muscle, [visits(said.fiveVisits, 5, { days: 14 }), visits(said.twentyVisits, 20)]),
    goal(words.weight, [visits(said.fiveVisits, 5, { days: 14 }), booked, visits(said.twentyVisits, 20)]),
    goal(words.rest, [booked, visits(said.fiveVisits, 5)]),
    { operation: 'goals.source', ask: { unit: 'customer', trait: words.goal } },
  ];
}

function segments(words: DemoWords, said: Texts): Saying[] {
  const segment = (name: string, conditions: readonly object[]): Saying => ({
    operation: 'segments.create',
    ask: { name, unit: 'customer', rule: { match: 'all', conditions } },
  });
  const did = (event: string, more: object = {}) => ({ kind: 'did', match: { event }, ...more });
  const running = { kind: 'contract', states: ['running'] };
  const never = { inside: false };
  return [
    segment(said.members, [running]),
    segment(said.carts, [did('Product Added'), did(words.signUp, never)]),
    segment(said.missed, [did('Trial Missed'), did(words.signUp, never)]),
    segment(said.silent, [
      running,
      did(words.visit, { ...never, window: { kind: 'last', amount: 30, unit: 'days' } }),
    ]),
  ];
}

const value = { value: { definition: null } };
const template = {
  dimensions: [
    { key: 'value', measure: { kind: 'amount', of: value }, days: 30, green: 4, yellow: 1 },
    { key: 'recency', measure: { kind: 'since', of: value }, better: 'lower', green: 14, yellow: 30 },
  ],
};
