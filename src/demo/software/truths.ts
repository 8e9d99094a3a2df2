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
} as const satisfies Readonly<Record<string, Truth>>;
