import { operation } from '#src/access/index.ts';
import { GroupsAsk, GroupsCompared } from './ask.ts';
import { compareGroups } from './compare.ts';

const groups = operation({
  name: 'compare.groups',
  asks: {
    fr: 'Sur cette question, ces groupes diffèrent-ils vraiment, ou est-ce un hasard ?',
    en: 'On this question, do these groups really differ, or is it chance?',
  },
  needs: 'insights:read',
  input: GroupsAsk,
  output: GroupsCompared,
  run: (context, ask) => compareGroups(context, ask),
});

/** What can be asked about the difference of groups on any question. */
export const operations = [groups];
