import { operation } from '#src/access/index.ts';
import { ListAsk, Listed, OwnerAsk, OwnerSet, ShowAsk, Shown } from './ask.ts';
import { accountsListed } from './list.ts';
import { setOwner } from './owner.ts';
import { accountShown } from './show.ts';

const list = operation({
  name: 'accounts.list',
  asks: {
    fr: 'Quels sont nos comptes, et que nous achètent-ils ?',
    en: 'Which accounts are there, and what do they buy?',
  },
  needs: 'customers:read',
  input: ListAsk,
  output: Listed,
  run: (context, ask) => accountsListed(context, ask),
});

const show = operation({
  name: 'accounts.show',
  asks: { fr: 'Que sait-on de ce compte ?', en: 'What is known of this account?' },
  needs: 'customers:read',
  input: ShowAsk,
  output: Shown,
  run: (context, ask) => accountShown(context, ask),
});

const owner = operation({
  name: 'accounts.set-owner',
  asks: { fr: 'Dire qui suit ce compte', en: 'Say who looks after this account' },
  needs: 'customers:write',
  writes: true,
  input: OwnerAsk,
  output: OwnerSet,
  run: async (context, ask) => {
    const set = await setOwner(context, ask);
    context.note?.({ subject: ask.account, after: { owner: ask.owner } });
    return set;
  },
});

/** What can be asked of accounts. */
export const operations = [list, show, owner] as const;
