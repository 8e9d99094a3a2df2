import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import {
  Ratios,
  RatiosAsk,
  Sessions,
  SessionsAsk,
  Share,
  ShareAsk,
  StickinessAsk,
  StickinessGrid,
  StickinessPeopleAsk,
} from './ask.ts';
import { gridOf } from './grid.ts';
import { peopleOf } from './people.ts';
import { ratiosOf } from './ratios.ts';
import { sessionsOf } from './sessions.ts';
import { shareOf } from './share.ts';

const grid = operation({
  name: 'stickiness.grid',
  asks: {
    fr: 'Combien de jours les clients sont-ils actifs ?',
    en: 'On how many days are customers active?',
  },
  needs: 'insights:read',
  input: StickinessAsk,
  output: StickinessGrid,
  run: (context, ask) => gridOf(context, ask),
});

const ratios = operation({
  name: 'stickiness.ratios',
  asks: {
    fr: 'Quelle part des actifs du mois et de la semaine vient un jour donné ?',
    en: 'What part of the month’s and the week’s active people come on a given day?',
  },
  needs: 'insights:read',
  input: RatiosAsk,
  output: Ratios,
  run: (context, ask) => ratiosOf(context, ask),
});

const share = operation({
  name: 'stickiness.share',
  asks: { fr: 'Quelle part des clients connus est active ?', en: 'What share of known customers is active?' },
  needs: 'insights:read',
  input: ShareAsk,
  output: Share,
  run: (context, ask) => shareOf(context, ask),
});

const sessions = operation({
  name: 'stickiness.sessions',
  asks: { fr: 'Combien de sessions par client actif ?', en: 'How many sessions per active customer?' },
  needs: 'insights:read',
  input: SessionsAsk,
  output: Sessions,
  run: (context, ask) => sessionsOf(context, ask),
});

const people = operation({
  name: 'stickiness.people',
  asks: { fr: 'Qui sont les personnes derrière ce chiffre ?', en: 'Who are the people behind this number?' },
  needs: 'customers:read',
  input: StickinessPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => peopleOf(context, asked),
});

/** What can be asked about how regularly people come. */
export const operations = [grid, ratios, share, sessions, people];
