import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { Repurchase, RepurchaseAsk, RepurchasePeopleAsk } from './ask.ts';
import { buyersPage, repurchaseOf } from './repurchase.ts';

const repurchase = operation({
  name: 'revenue.repurchase',
  asks: {
    fr: 'Combien d’acheteurs rachètent à temps ?',
    en: 'How many buyers buy again in time?',
  },
  needs: 'insights:read',
  input: RepurchaseAsk,
  output: Repurchase,
  run: (context, ask) => repurchaseOf(context, ask),
});

const people = operation({
  name: 'revenue.repurchase-people',
  asks: { fr: 'Qui a racheté, et qui non ?', en: 'Who bought again, and who did not?' },
  needs: 'customers:read',
  input: RepurchasePeopleAsk,
  output: PeoplePage,
  run: (context, asked) => buyersPage(context, asked),
});

/** What can be asked about buying again. */
export const operations = [repurchase, people];
