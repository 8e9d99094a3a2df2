import { operation } from '#src/access/index.ts';
import { gridOf, trendOf } from './answer.ts';
import {
  RetentionAsk,
  RetentionGrid,
  RetentionPeople,
  RetentionPeopleAsk,
  RetentionTrend,
  RetentionTrendAsk,
} from './ask.ts';
import { peopleOf } from './people.ts';

const grid = operation({
  name: 'retention.grid',
  asks: {
    fr: 'Parmi ceux qui sont entrés, combien reviennent, période après période ?',
    en: 'Of those who entered, how many come back, period after period?',
  },
  needs: 'insights:read',
  input: RetentionAsk,
  output: RetentionGrid,
  run: (context, ask) => gridOf(context, ask),
});

const people = operation({
  name: 'retention.people',
  asks: { fr: 'Qui sont les personnes derrière ce chiffre ?', en: 'Who are the people behind this number?' },
  needs: 'customers:read',
  input: RetentionPeopleAsk,
  output: RetentionPeople,
  run: (context, ask) => peopleOf(context, ask),
});

const trend = operation({
  name: 'retention.trend',
  asks: {
    fr: 'Comment un intervalle, par exemple le 7ᵉ jour, évolue-t-il d’une cohorte à l’autre ?',
    en: 'How does one interval, such as day 7, change from cohort to cohort?',
  },
  needs: 'insights:read',
  input: RetentionTrendAsk,
  output: RetentionTrend,
  run: (context, { ask, interval }) => trendOf(context, ask, interval),
});

/** What can be asked about retention. */
export const operations = [grid, people, trend];
