import { type Truth, thirdMonth } from '../making/index.ts';

/** What is planted in the streaming service. */
export const streamingTruths = {
  value: {
    kind: 'value',
    event: 'played',
    property: 'minutes',
    perMonth: 15,
    notValue: 'opened',
    notValuePerMonth: 8,
    openers: 200,
    serves: ['H01', 'H02'],
    says: {
      fr: 'La valeur est de quinze minutes par mois, pas de connexions : au moins 200 abonnés se connectent huit fois ou plus par mois sans jamais les atteindre.',
      en: 'Value is fifteen minutes a month, not sign-ins: at least 200 subscribers sign in eight times or more a month and never get there.',
    },
  },
  contest: {
    kind: 'difference',
    start: 'subscribed',
    event: 'played',
    ...thirdMonth,
    by: { trait: 'channel', value: 'contest' },
    share: 0.5,
    others: 0.74,
    serves: ['C05', 'F03'],
    says: {
      fr: 'Le jeu-concours amène des curieux : 50 % regardent encore le troisième mois, contre 74 % pour les autres canaux.',
      en: 'The contest brings the curious: 50% still watch in the third month, against 74% from other channels.',
    },
  },
  tastes: {
    kind: 'taste',
    event: 'played',
    property: 'category',
    before: 'series',
    after: 'documentaries',
    daysAgo: 180,
    people: 200,
    share: 0.8,
    serves: ['A09'],
    says: {
      fr: 'Deux cents abonnés sont passés des séries aux documentaires il y a six mois.',
      en: 'Two hundred subscribers moved from series to documentaries six months ago.',
    },
  },
  money: {
    kind: 'price_rise',
    /** Cents a month. */
    price: { basic: { before: 899, after: 999 }, family: { before: 1_399, after: 1_499 } },
    raisedAgo: 150,
    returnAfter: 60,
    serves: ['M01', 'M02', 'M03'],
    says: {
      fr: 'Un euro de plus par mois depuis cent cinquante jours ; des familles passent à l’Essentiel après quatre mois, et des abonnés partis reviennent au bout de deux : les cinq mouvements du revenu récurrent y sont.',
      en: 'One euro more a month for a hundred and fifty days; some families take Basic after four months, and some who left are back after two: all five movements of recurring revenue are there.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;
