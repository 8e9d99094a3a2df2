import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/insights/frame/index.ts';
import { PathAsk, PathPeopleAsk, PathTree } from './ask.ts';
import { pageOf } from './people.ts';
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

/** What can be asked about paths. */
export const operations = [tree, people];
