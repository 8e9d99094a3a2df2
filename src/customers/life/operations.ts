import { operation } from '#src/access/index.ts';
import { accountLifeOf } from './account-life.ts';
import { AccountLife, AccountLifeAsk, Life, LifeAsk } from './ask.ts';
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

const accountLife = operation({
  name: 'accounts.life',
  asks: {
    fr: 'Qu’avons-nous fait pour ce compte, qu’en est-il sorti, et où en sont ses personnes ?',
    en: 'What did we do for this account, what came of it, and where do its people stand?',
  },
  needs: 'customers:read',
  input: AccountLifeAsk,
  output: AccountLife,
  run: (context, ask) => accountLifeOf(context, ask),
});

/** What one screen of a person, or of an account, needs beyond what is asked elsewhere. */
export const operations = [life, accountLife] as const;
