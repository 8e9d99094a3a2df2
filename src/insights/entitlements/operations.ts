import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { PaidOfAnswer, PaidOfAsk, UnusedAnswer, UnusedPageAsk, UnusedPeopleAsk } from './ask.ts';
import { pageOf } from './people.ts';
import { paidOf, unusedOf } from './unused.ts';

const unused = operation({
  name: 'health.unused',
  asks: {
    fr: 'Qui paie pour des fonctions qu’il n’utilise pas, et pour combien ?',
    en: 'Who pays for features without using them, and how much?',
  },
  needs: 'customers:read',
  input: UnusedPageAsk,
  output: UnusedAnswer,
  run: (context, ask) => unusedOf(context, ask),
});

const people = operation({
  name: 'health.unused-people',
  asks: {
    fr: 'Qui sont les comptes derrière ce chiffre de fonctions payées ?',
    en: 'Which accounts are behind this number of paid features?',
  },
  needs: 'customers:read',
  input: UnusedPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => pageOf(context, ask),
});

const paid = operation({
  name: 'health.paid-of',
  asks: {
    fr: 'Que paie ce compte, et s’en sert-il ?',
    en: 'What does this account pay for, and does it use it?',
  },
  needs: 'customers:read',
  input: PaidOfAsk,
  output: PaidOfAnswer,
  run: (context, ask) => paidOf(context, ask),
});

/** What can be asked of paid features. */
export const operations = [unused, people, paid];
