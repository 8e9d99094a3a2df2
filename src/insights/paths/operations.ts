import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { PathAsk, PathPeopleAsk, PathTree } from './ask.ts';
import { pageOf } from './people.ts';
import { situationPage, situationsOf } from './situations.ts';
import { SituationPeopleAsk, Situations, SituationsAsk } from './situations-ask.ts';
import { treeOf } from './tree.ts';

const tree = operation({
  name: 'paths.tree',
  asks: {
    fr: 'Que font les clients après un événement, ou avant lui, et combien sur chaque chemin ?',
    en: 'What do customers do after an event, or before it, and how many on each path?',
  },
  needs: 'insights:read',
  input: PathAsk,
  output: PathTree,
  run: (context, ask) => treeOf(context, ask),
});

const people = operation({
  name: 'paths.people',
  asks: { fr: 'Qui sont les personnes sur ce chemin ?', en: 'Who are the people on this path?' },
  needs: 'customers:read',
  input: PathPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => pageOf(context, asked),
});

const situations = operation({
  name: 'paths.situations',
  asks: {
    fr: 'Dans quelles grandes situations les clients se trouvent-ils à leurs débuts, et combien dans chacune ?',
    en: 'In which typical situations are customers in their first days, and how many in each?',
  },
  needs: 'insights:read',
  input: SituationsAsk,
  output: Situations,
  run: (context, ask) => situationsOf(context, ask),
});

const situationPeople = operation({
  name: 'paths.situation-people',
  asks: { fr: 'Qui se trouve dans cette situation ?', en: 'Who is in this situation?' },
  needs: 'customers:read',
  input: SituationPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => situationPage(context, asked),
});

/** What can be asked about paths and typical situations. */
export const operations = [tree, people, situations, situationPeople];
