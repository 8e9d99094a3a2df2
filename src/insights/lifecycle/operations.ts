import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { LifecycleAsk, LifecycleGrid, LifecyclePeopleAsk } from './ask.ts';
import { gridOf, peopleOf } from './lifecycle.ts';

const grid = operation({
  name: 'lifecycle.grid',
  asks: {
    fr: 'Comment la base grandit-elle et se réduit-elle, période après période ?',
    en: 'How does the base grow and shrink, period after period?',
  },
  needs: 'insights:read',
  input: LifecycleAsk,
  output: LifecycleGrid,
  run: (context, ask) => gridOf(context, ask),
});

const people = operation({
  name: 'lifecycle.people',
  asks: {
    fr: 'Qui sont les nouveaux, les réveillés, les endormis d’une période ?',
    en: 'Who are the new, the resurrecting, the dormant of a period?',
  },
  needs: 'customers:read',
  input: LifecyclePeopleAsk,
  output: PeoplePage,
  run: (context, asked) => peopleOf(context, asked),
});

/** What can be asked about the lifecycle. */
export const operations = [grid, people];
