import type { DemoKind, DemoWords, Language } from './making/index.ts';

/** A name in the demo's language, or a standard event by its own. */
export type Named = keyof DemoWords | { readonly standard: string };

interface Said {
  /** Requirements that it serves. */
  readonly serves: readonly string[];
  readonly says: { readonly fr: string; readonly en: string };
}

/** Who does `event` at least `times` within local days 0 … days − 1 of `start` stays; the others do not. */
export interface AhaTruth extends Said {
  readonly kind: 'aha';
  readonly start: Named;
  readonly event: Named;
  readonly times: number;
  readonly days: number;
  /** Shares that do `event` again from day `from` to day `to` after the start. */
  readonly above: number;
  readonly below: number;
  readonly from: number;
  readonly to: number;
  /** How many people there are at least whose day `to` is over. */
  readonly people: number;
}

/** One group keeps fewer of its people than all others. */
export interface DifferenceTruth extends Said {
  readonly kind: 'difference';
  readonly start: Named;
  readonly event: Named;
  readonly from: number;
  readonly to: number;
  /** By what people are told apart: the month of the start (1–12), or a trait. */
  readonly by: { readonly month: number } | { readonly trait: Named; readonly value: Named };
  /** Share who stay in that group, and in all others. */
  readonly share: number;
  readonly others: number;
}

/** The values of a trait make no difference: whoever finds one is mistaken. */
export interface SameLawTruth extends Said {
  readonly kind: 'same_law';
  readonly start: Named;
  readonly event: Named;
  readonly from: number;
  readonly to: number;
  readonly trait: Named;
}

/** Of those who did `first`, this share did `next` within `days` (rolling). */
export interface StepTruth extends Said {
  readonly kind: 'step';
  readonly first: Named;
  readonly next: Named;
  readonly days: number;
  readonly share: number;
}

/** Accounts that failed a step leave more often within `days` of their opening. */
export interface FailingStepTruth extends Said {
  readonly kind: 'failing_step';
  readonly start: Named;
  readonly failed: Named;
  readonly passed: Named;
  readonly left: Named;
  readonly days: number;
  /** Shares of accounts. */
  readonly failing: number;
  readonly leftOfFailed: number;
  readonly leftOfPassed: number;
}

/** Value is so much in a month; some sign in as often and get none. */
export interface ValueTruth extends Said {
  readonly kind: 'value';
  readonly event: Named;
  readonly property: Named;
  readonly perMonth: number;
  readonly notValue: Named;
  readonly notValuePerMonth: number;
  /** How many people sign in that often in every month they are there, and never reach the value. */
  readonly openers: number;
}

/** Some people's taste moved from one category to another, half-way. */
export interface TasteTruth extends Said {
  readonly kind: 'taste';
  readonly event: Named;
  readonly property: Named;
  readonly before: Named;
  readonly after: Named;
  /** Days before the end at which it moved. */
  readonly daysAgo: number;
  readonly people: number;
  /** Share of their events in the category, before and after. */
  readonly share: number;
}

/** Nothing happens outside the season; of one season's people, this share is there in the next. */
export interface SeasonTruth extends Said {
  readonly kind: 'season';
  readonly event: Named;
  /** Months (1–12), both included, over the turn of the year. */
  readonly firstMonth: number;
  readonly lastMonth: number;
  readonly back: number;
}

/** Somebody with a story. */
export interface PersonTruth extends Said {
  readonly kind: 'person';
  readonly userId: string;
}

/** An account with a story, or some of one kind. */
export interface AccountsTruth extends Said {
  readonly kind: 'accounts';
  readonly accounts: readonly string[] | number;
}

export type Truth =
  | AhaTruth
  | DifferenceTruth
  | SameLawTruth
  | StepTruth
  | FailingStepTruth
  | ValueTruth
  | TasteTruth
  | SeasonTruth
  | PersonTruth
  | AccountsTruth;

const thirdMonth = { from: 60, to: 89 } as const;
const gymLife = { start: 'signUp', event: 'visit', ...thirdMonth } as const;

const gym = {
  aha: {
    kind: 'aha',
    ...gymLife,
    times: 5,
    days: 14,
    above: 0.8,
    below: 0.2,
    people: 2_000,
    serves: ['B01', 'B02'],
    says: {
      fr: 'Cinq visites dans les quatorze premiers jours : au-delà 80 % viennent encore le troisième mois, en deçà 20 %.',
      en: 'Five visits in the first fourteen days: from there on 80% still come in the third month, below it 20%.',
    },
  },
  january: {
    kind: 'difference',
    ...gymLife,
    by: { month: 1 },
    share: 0.4,
    others: 0.6,
    serves: ['D06', 'E13'],
    says: {
      fr: 'Les inscrits de janvier s’essoufflent : 40 % viennent encore le troisième mois, contre 60 % pour les autres.',
      en: 'January sign-ups fade: 40% still come in the third month, against 60% of the others.',
    },
  },
  channels: {
    kind: 'same_law',
    ...gymLife,
    trait: 'channel',
    serves: ['D06', 'D07'],
    says: {
      fr: 'Le canal d’acquisition ne change rien à la fidélité.',
      en: 'The channel by which people came makes no difference to whether they stay.',
    },
  },
  cart: {
    kind: 'step',
    first: { standard: 'Product Added' },
    next: { standard: 'Order Completed' },
    days: 30,
    share: 0.5,
    serves: ['E02', 'E09'],
    says: {
      fr: 'Un panier sur deux devient une commande dans les trente jours.',
      en: 'One cart in two becomes an order within thirty days.',
    },
  },
  trialAttended: {
    kind: 'step',
    first: { standard: 'Trial Attended' },
    next: 'signUp',
    days: 14,
    share: 0.4,
    serves: ['E10'],
    says: {
      fr: 'Après une séance d’essai suivie, 40 % s’inscrivent.',
      en: 'After a trial session attended, 40% sign up.',
    },
  },
  trialMissed: {
    kind: 'step',
    first: { standard: 'Trial Missed' },
    next: 'signUp',
    days: 14,
    share: 0.1,
    serves: ['E10'],
    says: {
      fr: 'Après une séance d’essai manquée, 10 % s’inscrivent.',
      en: 'After a trial session missed, 10% sign up.',
    },
  },
  julie: {
    kind: 'person',
    userId: 'julie',
    serves: ['E07', 'E09', 'E12'],
    says: {
      fr: 'Julie hésite devant son panier, vient à l’essai, s’inscrit, vient trois fois par semaine pendant dix-sept semaines, puis plus rien à partir de décembre.',
      en: 'Julie hesitates over her cart, comes for a trial, signs up, comes three times a week for seventeen weeks, then nothing from December on.',
    },
  },
  marc: {
    kind: 'person',
    userId: 'marc',
    serves: ['E07'],
    says: {
      fr: 'Marc vient une fois par mois, et pour la dernière fois il y a dix jours : rien d’inquiétant.',
      en: 'Marc comes once a month, last ten days ago: nothing to worry about.',
    },
  },
  sophie: {
    kind: 'person',
    userId: 'sophie',
    serves: ['C09'],
    says: {
      fr: 'Sophie vient chaque mardi et chaque jeudi depuis douze semaines.',
      en: 'Sophie has come every Tuesday and Thursday for twelve weeks.',
    },
  },
  nadia: {
    kind: 'person',
    userId: 'nadia',
    serves: ['E06'],
    says: {
      fr: 'Nadia, inscrite depuis plus d’un an, est venue cinq fois en trois mois, sans régularité, comme toujours.',
      en: 'Nadia, a member for over a year, came five times in three months, irregularly as ever.',
    },
  },
  paul: {
    kind: 'person',
    userId: 'paul',
    serves: ['E05'],
    says: {
      fr: 'Paul, inscrit depuis deux cents jours et longtemps assidu, n’est venu que deux fois en trois mois.',
      en: 'Paul, a member for two hundred days and long regular, came only twice in three months.',
    },
  },
  lea: {
    kind: 'person',
    userId: 'lea',
    serves: ['E05'],
    says: {
      fr: 'Léa, inscrite depuis vingt jours, est venue une fois : il est trop tôt pour conclure.',
      en: 'Léa, a member for twenty days, came once: too early to say.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;

const streaming = {
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
} as const satisfies Readonly<Record<string, Truth>>;

const b2b = {
  onboarding: {
    kind: 'failing_step',
    start: 'accountOpened',
    failed: 'importFailed',
    passed: 'imported',
    left: 'ended',
    days: 180,
    failing: 0.2,
    leftOfFailed: 0.6,
    leftOfPassed: 0.15,
    serves: ['F05'],
    says: {
      fr: 'Un compte sur cinq échoue à importer ses utilisateurs ; 60 % de ceux-là partent dans les six mois, contre 15 % des autres.',
      en: 'One account in five fails to import its users; 60% of those leave within six months, against 15% of the others.',
    },
  },
  regions: {
    kind: 'same_law',
    start: 'accountOpened',
    event: 'signedIn',
    from: 180,
    to: 209,
    trait: 'region',
    serves: ['D07'],
    says: {
      fr: 'La région d’un compte ne change rien à sa fidélité.',
      en: 'An account’s region makes no difference to whether it stays.',
    },
  },
  unusedPortal: {
    kind: 'accounts',
    accounts: 60,
    serves: ['H03'],
    says: {
      fr: 'Soixante comptes paient le portail client depuis plus d’un mois et ne l’ont jamais partagé.',
      en: 'Sixty accounts have paid for the client portal for over a month and never shared it.',
    },
  },
  silent: {
    kind: 'accounts',
    accounts: 25,
    serves: ['M09'],
    says: {
      fr: 'Vingt-cinq comptes ouvraient cinq demandes par mois ; depuis deux mois plus aucune, et leur usage a baissé de moitié.',
      en: 'Twenty-five accounts used to open five tickets a month; for two months none, and their use has halved.',
    },
  },
  lumen: {
    kind: 'accounts',
    accounts: ['atelier-lumen'],
    serves: ['H03', 'H05'],
    says: {
      fr: 'Atelier Lumen paie les automatisations (60 €) et le portail client (40 €) et n’utilise que les premières ; six de ses dix sièges sont actifs.',
      en: 'Atelier Lumen pays for automations (€60) and the client portal (€40) and uses only the first; six of its ten seats are active.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;

const ski = {
  season: {
    kind: 'season',
    event: { standard: 'Order Completed' },
    firstMonth: 12,
    lastMonth: 4,
    back: 0.55,
    serves: ['D02', 'E13'],
    says: {
      fr: 'On loue de décembre à avril, jamais en été ; 55 % des clients d’un hiver reviennent l’hiver suivant.',
      en: 'People hire from December to April, never in summer; 55% of one winter’s customers are back the next winter.',
    },
  },
  bruno: {
    kind: 'person',
    userId: 'bruno',
    serves: ['D02'],
    says: {
      fr: 'Bruno loue chaque hiver en janvier : son silence d’été est normal.',
      en: 'Bruno hires every winter in January: his silence in summer is normal.',
    },
  },
  claire: {
    kind: 'person',
    userId: 'claire',
    serves: ['D02'],
    says: {
      fr: 'Claire louait chaque hiver et a manqué le dernier hiver terminé.',
      en: 'Claire hired every winter and missed the last one that is over.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;

/** Every planted truth. Generators take their figures from here; tests prove that the product finds them. */
export const truths = { gym, streaming, b2b, ski } as const satisfies Readonly<
  Record<DemoKind, Readonly<Record<string, Truth>>>
>;

/** The name as it stands in the events and traits of a demo. */
export const nameOf = (named: Named, words: DemoWords): string =>
  typeof named === 'string' ? words[named] : named.standard;

/** What is planted in a demo, in words: one sentence per truth. */
export const sentences = (kind: DemoKind, language: Language): string[] =>
  Object.values<Truth>(truths[kind]).map((truth) => truth.says[language]);
