import type { DemoWords, Language, Saying } from '../making/index.ts';
import { optionPrice, seatPrice } from './contracts.ts';
import { softwareTruths } from './truths.ts';

const { missions, promises, lumen } = softwareTruths;

/** What the team of the software has told Perdure of its offers, goals and customers. */
export const softwareSayings = ({ words }: { readonly words: DemoWords }, language: Language): Saying[] => [
  {
    operation: 'value.create',
    ask: {
      name: words.planning,
      counted: { match: { event: words.published }, rule: { kind: 'times', times: 1 }, period: 'week' },
    },
  },
  ...offers(words),
  ...goals(words),
  ...segments(words, texts[language]),
  { operation: 'health.adopt', ask: { unit: 'account', basedOn: 0, template: healthTemplate(words) } },
  ...owners,
  ...promised(texts[language]),
  {
    operation: 'tasks.create',
    ask: { about: { account: lumen.accounts[0] }, title: texts[language].task },
    daysAgo: 4,
  },
  {
    operation: 'remarks.add',
    ask: { about: { account: lumen.accounts[0] }, text: texts[language].remark },
    daysAgo: 12,
  },
];

const texts = {
  fr: {
    task: 'Montrer le portail client à Atelier Lumen',
    remark:
      'Ils voulaient le portail pour leurs sous-traitants ; la personne qui devait le lancer est partie.',
    promise: 'Reprise de l’historique des plannings',
    unused: 'Paient le portail sans le partager',
    silent: 'Ne demandent plus rien',
    paying: 'Comptes sous contrat',
  },
  en: {
    task: 'Show Atelier Lumen the client portal',
    remark: 'They wanted the portal for their subcontractors; whoever was to launch it has left.',
    promise: 'Import of past schedules',
    unused: 'Pay for the portal and do not share it',
    silent: 'Have stopped asking',
    paying: 'Accounts under contract',
  },
} as const;
type Texts = (typeof texts)[Language];

function offers(words: DemoWords): Saying[] {
  const monthly = (amount: number, seats: number | null) => ({
    amount: String(amount),
    currency: 'EUR',
    period: 'month',
    seats,
  });
  const feature = (key: string, name: string, event: string, more: object = {}) => ({
    key,
    name,
    match: { event },
    differentiating: true,
    ...more,
  });
  const offer = (name: string, terms: object, kind = 'continuous'): Saying => ({
    operation: 'offers.create',
    ask: { name, kind, terms },
  });
  const planning = feature('planning', words.planning, words.published, { weight: 2 });
  const priced = (price: number) => ({ price: String(price), currency: 'EUR' });
  return [
    offer(words.team, { prices: [monthly(seatPrice.team, 1)], entitlements: [planning] }),
    offer(words.business, {
      prices: [monthly(seatPrice.business, 1)],
      entitlements: [planning, feature('reports', words.reports, words.exported, { differentiating: false })],
    }),
    offer(words.automations, {
      prices: [monthly(optionPrice.automations, null)],
      entitlements: [
        feature('automations', words.automations, words.automated, priced(optionPrice.automations)),
      ],
    }),
    offer(words.portal, {
      prices: [monthly(optionPrice.portal, null)],
      entitlements: [feature('portal', words.portal, words.shared, priced(optionPrice.portal))],
    }),
    offer(words.rollOut, { termDays: missions.term, graceDays: missions.graceDays }, 'intentional'),
  ];
}

const goals = (words: DemoWords): Saying[] => [
  {
    operation: 'goals.create',
    ask: {
      name: words.fasterPlanning,
      unit: 'account',
      actions: [
        { name: words.planning, match: { event: words.published } },
        { name: words.automations, match: { event: words.automated } },
        { name: words.portal, match: { event: words.shared } },
      ],
    },
  },
  { operation: 'goals.source', ask: { unit: 'account', trait: words.goal } },
];

/** Sixty, twenty-five, and all that pay. */
function segments(words: DemoWords, said: Texts): Saying[] {
  const segment = (name: string, conditions: readonly object[]): Saying => ({
    operation: 'segments.create',
    ask: { name, unit: 'account', rule: { match: 'all', conditions } },
  });
  const paying = (offers: readonly string[]) => ({ kind: 'contract', states: ['running'], offers });
  const asked = { kind: 'did', match: { event: 'Ticket Opened' } };
  const last = (amount: number) => ({ kind: 'last', amount, unit: 'days' });
  return [
    segment(said.paying, [paying([words.team, words.business])]),
    segment(said.unused, [
      paying([words.portal]),
      { kind: 'did', inside: false, match: { event: words.shared } },
    ]),
    segment(said.silent, [
      paying([]),
      { ...asked, amount: { kind: 'times', how: 'at_least', times: 8 }, window: last(120) },
      { ...asked, inside: false, window: last(59) },
    ]),
  ];
}

/**
 * Never red by chance: whoever works at all signs in and publishes within a fortnight. Who asked all the time and has fallen
 * silent while working less is red by the tickets.
 */
const healthTemplate = (words: DemoWords): object => ({
  dimensions: [
    { key: 'depth', measure: { kind: 'depth' }, days: 30, green: 0.6, yellow: 0.2 },
    {
      key: 'breadth',
      measure: { kind: 'breadth', active: { event: words.signedIn } },
      days: 30,
      green: 0.4,
      yellow: 0.08,
    },
    {
      key: 'reach',
      measure: { kind: 'reach', match: { event: words.shared }, property: words.client },
      days: 30,
      green: 1,
      yellow: 0,
      weight: 0.5,
    },
    {
      key: 'tickets',
      measure: {
        kind: 'tickets',
        match: { event: 'Ticket Opened' },
        active: { event: words.signedIn },
        silence: { before: 6, fall: 0.2 },
      },
      days: 60,
      better: 'lower',
      green: 6,
      yellow: 60,
      weight: 0.5,
    },
  ],
});

/** Who looks after the accounts whose story is told. */
const owners: Saying[] = [...new Set(promises.kept.map(({ account }) => account))].map((account, place) => ({
  operation: 'accounts.set-owner',
  ask: { account, owner: place % 2 === 0 ? 'Awa Diallo' : 'Hugo Lambert' },
}));

const promised = (said: Texts): Saying[] =>
  promises.kept.map(({ account, made, days, took }, place) => ({
    operation: 'promises.record',
    ask: { about: { account }, what: said.promise, days, reference: `demo-${place + 1}` },
    daysAgo: made,
    ...(took === null ? {} : { after: { operation: 'promises.keep', ask: {}, daysAgo: made - took } }),
  }));
