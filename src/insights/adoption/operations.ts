import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { gridOf, peopleOf } from './adoption.ts';
import { AdoptionAsk, AdoptionGrid, AdoptionPeopleAsk } from './ask.ts';

const grid = operation({
  name: 'adoption.grid',
  asks: {
    fr: 'Parmi ceux qui peuvent utiliser une fonction, combien l’utilisent ?',
    en: 'Of those who may use a feature, how many do?',
  },
  needs: 'insights:read',
  input: AdoptionAsk,
  output: AdoptionGrid,
  run: (context, ask) => gridOf(context, ask),
});

const people = operation({
  name: 'adoption.people',
  asks: {
    fr: 'Qui utilise une fonction, et qui pourrait le faire sans le faire ?',
    en: 'Who uses a feature, and who could but does not?',
  },
  needs: 'customers:read',
  input: AdoptionPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => peopleOf(context, asked),
});

/** What can be asked about the adoption of features. */
export const operations = [grid, people];
