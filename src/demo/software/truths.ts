import type { Truth } from '../making/index.ts';

/** What is planted in the scheduling software for companies. */
export const softwareTruths = {
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
  fading: {
    kind: 'fading',
    share: 0.8,
    days: 90,
    before: 60,
    serves: ['H04', 'H05', 'H07'],
    says: {
      fr: 'Quatre comptes sur cinq, parmi ceux qui partent après quatre mois ou plus, n’utilisent plus rien pendant leurs quatre-vingt-dix derniers jours : soixante jours avant leur départ, leur santé est au rouge ; aucun de ceux qui restent ne l’est.',
      en: 'Four in five of the accounts that leave after four months or more use nothing in their last ninety days: sixty days before they leave their health is red, and that of nobody who stays.',
    },
  },
  missions: {
    kind: 'missions',
    /** Accounts helped with their roll-out, by what became of the mission. */
    of: { renewed: 12, late: 6, not_renewed: 4, in_grace: 2 },
    term: 90,
    graceDays: 30,
    /** Days ago: its end, and the beginning of the one that went on. */
    days: {
      renewed: { endedAgo: 40, renewedAgo: 30 },
      late: { endedAgo: 80, renewedAgo: 30 },
      not_renewed: { endedAgo: 100, renewedAgo: null },
      in_grace: { endedAgo: 10, renewedAgo: null },
    },
    serves: ['D03'],
    says: {
      fr: 'Sur vingt-quatre missions d’accompagnement terminées, douze ont été renouvelées dans les trente jours, dix ne l’ont pas été – six l’ont été trop tard – et deux peuvent encore l’être.',
      en: 'Of twenty-four roll-out missions that ended, twelve were renewed within thirty days, ten were not – six came too late – and two still may be.',
    },
  },
  promises: {
    kind: 'promises',
    /** Days from the promise to the day promised, and to the day on which it was kept; null: not kept. */
    kept: [
      { account: 'atelier-lumen', made: 60, days: 15, took: 7 },
      { account: 'acc-2', made: 80, days: 10, took: 6 },
      { account: 'acc-4', made: 75, days: 10, took: 10 },
      { account: 'acc-5', made: 70, days: 14, took: 21 },
      { account: 'acc-7', made: 30, days: 20, took: null },
      { account: 'acc-9', made: 5, days: 15, took: null },
    ],
    outcomes: { exceeded: 2, kept: 1, missed: 1, overdue: 1, open: 1 },
    serves: ['C08'],
    says: {
      fr: 'Six promesses : deux tenues en avance – celle faite à Atelier Lumen au septième jour sur quinze –, une le jour dit, une avec sept jours de retard, une dont le jour est passé, une en cours.',
      en: 'Six promises: two kept early – the one to Atelier Lumen on day seven of fifteen –, one on the day, one seven days late, one whose day is over, one still open.',
    },
  },
  goal: {
    kind: 'goal',
    account: 'atelier-lumen',
    done: 2,
    of: 3,
    serves: ['H08'],
    says: {
      fr: 'Un compte sur trois est venu réduire ses délais de planification ; Atelier Lumen a fait deux des trois actions qui y mènent : reste à partager le portail.',
      en: 'One account in three came to plan in less time; Atelier Lumen has done two of the three actions that lead there: sharing the portal is left.',
    },
  },
  money: {
    kind: 'money',
    serves: ['M01', 'M02', 'M03', 'H06'],
    says: {
      fr: 'Des comptes prennent deux sièges de plus le sixième mois, en rendent un le neuvième, passent à la formule Entreprise ou ajoutent les automatisations : le revenu récurrent bouge de ces façons, et d’aucune autre.',
      en: 'Some accounts take two more seats in the sixth month, give one back in the ninth, move up to Business or add automations: recurring revenue moves in these ways and no other.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;
