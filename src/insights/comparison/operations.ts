import { operation } from '#src/access/index.ts';
import { CompareAsk, Compared } from './ask.ts';
import { compare } from './compare.ts';

const retentionCompare = operation({
  name: 'retention.compare',
  asks: {
    fr: 'Ces groupes reviennent-ils vraiment différemment, ou est-ce un hasard ?',
    en: 'Do these groups really come back differently, or is it chance?',
  },
  needs: 'insights:read',
  input: CompareAsk,
  output: Compared,
  run: (context, ask) => compare(context, ask),
});

/** What can be asked about the difference of groups. */
export const operations = [retentionCompare];
