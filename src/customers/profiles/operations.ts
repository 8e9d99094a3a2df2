import { operation } from '#src/access/index.ts';
import { Profile, profileOf, WhoAsk } from './profile.ts';
import { Found, SearchAsk, search } from './search.ts';
import {
  AccountTimeline,
  AccountTimelineAsk,
  accountTimelineOf,
  Timeline,
  TimelineAsk,
  timelineOf,
} from './timeline.ts';

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

const accountTimeline = operation({
  name: 'accounts.timeline',
  asks: {
    fr: 'Que s’est-il passé dans ce compte, du plus récent au plus ancien ?',
    en: 'What happened in this account, newest first?',
  },
  needs: 'customers:read',
  input: AccountTimelineAsk,
  output: AccountTimeline,
  run: (context, ask) => accountTimelineOf(context, ask),
});

/** What can be asked about single people, and of what was done in an account. */
export const operations = [customersSearch, profile, timeline, accountTimeline] as const;
