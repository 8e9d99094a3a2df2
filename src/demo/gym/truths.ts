import { type Truth, thirdMonth } from '../making/index.ts';

const gymLife = { start: 'signUp', event: 'visit', ...thirdMonth } as const;

/** What is planted in the gym. */
export const gymTruths = {
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
      fr: 'Julie hésite devant son panier, vient à l’essai, s’inscrit, vient trois fois par semaine pendant dix-sept semaines, puis plus rien depuis deux semaines.',
      en: 'Julie hesitates over her cart, comes for a trial, signs up, comes three times a week for seventeen weeks, then nothing for the last two weeks.',
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
  threeKinds: {
    kind: 'kinds',
    userId: 'nadia',
    back: 0.6,
    coaching: { from: 100, to: 10 },
    serves: ['D01', 'D02', 'D04'],
    says: {
      fr: 'Nadia a un abonnement, le pass de la piscine du dernier été et un programme de coaching terminé il y a dix jours : trois offres, trois statuts. Six sur dix des porteurs d’un premier pass l’ont repris l’été suivant.',
      en: 'Nadia has a membership, the pass of last summer’s pool and a coaching programme that ended ten days ago: three offers, three statuses. Six in ten of those with a first pass took the next summer’s too.',
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
  hugo: {
    kind: 'person',
    userId: 'hugo',
    actedAgo: 90,
    serves: ['E08'],
    says: {
      fr: 'Hugo avait cessé de venir ; on l’a appelé il y a quatre-vingt-dix jours, et il revient depuis : reconquis.',
      en: 'Hugo had stopped coming; he was called ninety days ago and has come again since: won back.',
    },
  },
  ines: {
    kind: 'person',
    userId: 'ines',
    actedAgo: 150,
    serves: ['E08'],
    says: {
      fr: 'Inès avait cessé de venir ; on l’a appelée il y a cent cinquante jours, et elle n’est pas revenue : perdue.',
      en: 'Inès had stopped coming; she was called a hundred and fifty days ago and never came back: lost.',
    },
  },
  sami: {
    kind: 'person',
    userId: 'sami',
    actedAgo: 6,
    serves: ['E08'],
    says: {
      fr: 'Sami ne vient plus depuis cinq semaines ; on l’a appelé il y a six jours : reconquête en cours.',
      en: 'Sami has not come for five weeks; he was called six days ago: being won back.',
    },
  },
  memberships: {
    kind: 'money',
    serves: ['D01', 'M01', 'M02'],
    says: {
      fr: 'Les abonnements ont leurs pauses d’un mois, leurs remises de bienvenue, leurs passages à l’année et leurs fins ; une fin sur six vient d’un paiement qui échoue.',
      en: 'Memberships have their pauses of a month, welcome discounts, moves to the year and ends; one end in six comes from a failing payment.',
    },
  },
  hundredth: {
    kind: 'milestone',
    event: 'visit',
    times: 100,
    serves: ['H10'],
    says: {
      fr: 'La centième visite est un jalon, comme le premier anniversaire de l’inscription.',
      en: 'The hundredth visit is a milestone, and so is the first anniversary of the sign-up.',
    },
  },
  goals: {
    kind: 'goals',
    serves: ['H08'],
    says: {
      fr: 'Un tiers des inscrits vient se muscler, un tiers perdre du poids, un tiers se détendre.',
      en: 'A third of the members come to build muscle, a third to lose weight, a third to relax.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;
