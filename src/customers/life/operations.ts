import { operation } from '#src/access/index.ts';
import { Life, LifeAsk } from './ask.ts';
import { lifeOf } from './life.ts';

const life = operation({
  name: 'customers.life',
  asks: {
    fr: 'Quelle est la vie de cette personne chez nous, semaine après semaine ?',
    en: 'What is this person’s life with us, week by week?',
  },
  needs: 'customers:read',
  input: LifeAsk,
  output: Life,
  run: (context, ask) => lifeOf(context, ask),
});

/** What one screen of a person needs beyond what is asked elsewhere. */
export const operations = [life] as const;
