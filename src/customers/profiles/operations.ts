import { operation } from '#src/access/index.ts';
import { Profile, profileOf, WhoAsk } from './profile.ts';
import { Found, SearchAsk, search } from './search.ts';
import { Timeline, TimelineAsk, timelineOf } from './timeline.ts';

const customersSearch = operation({
  name: 'customers.search',
  asks: {
    fr: 'Qui est cette personne, ou quelles personnes ont ces traits ?',
    en: 'Who is this, or who has these traits?',
  },
  needs: 'customers:read',
  input: SearchAsk,
  output: Found,
  run: (context, ask) => search(context, ask),
});

const profile = operation({
  name: 'customers.profile',
  asks: { fr: 'Que sait-on de cette personne ?', en: 'What is known of this person?' },
  needs: 'customers:read',
  input: WhoAsk,
  output: Profile,
  run: (context, ask) => profileOf(context, ask),
});

const timeline = operation({
  name: 'customers.timeline',
  asks: {
    fr: 'Qu’a fait cette personne, du plus récent au plus ancien ?',
    en: 'What did this person do, newest first?',
  },
  needs: 'customers:read',
  input: TimelineAsk,
  output: Timeline,
  run: (context, ask) => timelineOf(context, ask),
});

/** What can be asked about single people. */
export const operations = [customersSearch, profile, timeline];
