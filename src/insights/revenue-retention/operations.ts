import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import {
  CohortPeopleAsk,
  Cohorts,
  CohortsAsk,
  Retention,
  RetentionAsk,
  RetentionPeopleAsk,
  Upsell,
  UpsellAsk,
  UpsellPeopleAsk,
} from './ask.ts';
import { cohortPage, cohortsOf } from './cohorts.ts';
import { retentionOf, stayersPage } from './retention.ts';
import { growersPage, upsellOf } from './upsell.ts';

const retention = operation({
  name: 'revenue.retention',
  asks: {
    fr: 'Quelle part du revenu récurrent reste, avec et sans les hausses (NRR, GRR) ?',
    en: 'Which share of recurring revenue stays, with and without expansion (NRR, GRR)?',
  },
  needs: 'insights:read',
  input: RetentionAsk,
  output: Retention,
  run: (context, ask) => retentionOf(context, ask),
});

const retentionPeople = operation({
  name: 'revenue.retention-people',
  asks: {
    fr: 'Qui est resté, a grandi, s’est réduit ou est parti ?',
    en: 'Who stayed, grew, shrank or left?',
  },
  needs: 'customers:read',
  input: RetentionPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => stayersPage(context, asked),
});

const cohorts = operation({
  name: 'revenue.cohorts',
  asks: {
    fr: 'Que reste-t-il, mois après mois, du revenu de ceux qui ont commencé ensemble ?',
    en: 'What is left, month after month, of the revenue of those who began together?',
  },
  needs: 'insights:read',
  input: CohortsAsk,
  output: Cohorts,
  run: (context, ask) => cohortsOf(context, ask),
});

const cohortPeople = operation({
  name: 'revenue.cohort-people',
  asks: {
    fr: 'Qui, parmi ceux qui ont commencé ensemble, est encore sous contrat ?',
    en: 'Who of those who began together is still under contract?',
  },
  needs: 'customers:read',
  input: CohortPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => cohortPage(context, asked),
});

const upsell = operation({
  name: 'revenue.upsell',
  asks: {
    fr: 'Combien rapportent les montées en gamme et les ventes croisées ?',
    en: 'How much do upsell and cross-sell bring?',
  },
  needs: 'insights:read',
  input: UpsellAsk,
  output: Upsell,
  run: (context, ask) => upsellOf(context, ask),
});

const upsellPeople = operation({
  name: 'revenue.upsell-people',
  asks: {
    fr: 'Qui a pris davantage, changé d’offre ou ajouté une offre ?',
    en: 'Who took more, changed the offer or added one?',
  },
  needs: 'customers:read',
  input: UpsellPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => growersPage(context, asked),
});

/** What can be asked about revenue that stays. */
export const operations = [retention, retentionPeople, cohorts, cohortPeople, upsell, upsellPeople];
