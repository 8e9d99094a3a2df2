import { operation } from '#src/access/index.ts';
import { gridOf } from './answer.ts';
import { FunnelAsk, FunnelGrid, FunnelPeople, FunnelPeopleAsk } from './ask.ts';
import { compare as compareArms } from './compare.ts';
import { FunnelCompareAsk, FunnelCompared } from './compare-ask.ts';
import { pageOf } from './people.ts';

const grid = operation({
  name: 'funnels.grid',
  asks: {
    fr: 'Combien vont d’étape en étape, et où se perdent les autres ?',
    en: 'How many go from step to step, and where do the others get lost?',
  },
  needs: 'insights:read',
  input: FunnelAsk,
  output: FunnelGrid,
  run: (context, ask) => gridOf(context, ask),
});

const people = operation({
  name: 'funnels.people',
  asks: { fr: 'Qui sont les personnes derrière ce chiffre ?', en: 'Who are the people behind this number?' },
  needs: 'customers:read',
  input: FunnelPeopleAsk,
  output: FunnelPeople,
  run: (context, ask) => pageOf(context, ask),
});

const compare = operation({
  name: 'funnels.compare',
  asks: {
    fr: 'Ces groupes vont-ils vraiment différemment au bout, ou est-ce un hasard ?',
    en: 'Do these groups really get to the end differently, or is it chance?',
  },
  needs: 'insights:read',
  input: FunnelCompareAsk,
  output: FunnelCompared,
  run: (context, ask) => compareArms(context, ask),
});

/** What can be asked about funnels. */
export const operations = [grid, people, compare];
