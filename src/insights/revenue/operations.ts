import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { Churn, ChurnAsk, Movements, MovementsAsk, RevenuePeopleAsk } from './ask.ts';
import { churnOf } from './churn.ts';
import { HolderMovements, HolderMovementsAsk } from './holder-ask.ts';
import { movementsOfHolder } from './of-holder.ts';
import { payersPage } from './people.ts';
import { movementsOf } from './revenue.ts';

const movements = operation({
  name: 'revenue.movements',
  asks: {
    fr: 'Comment le revenu récurrent bouge-t-il, période après période ?',
    en: 'How does recurring revenue move, period after period?',
  },
  needs: 'insights:read',
  input: MovementsAsk,
  output: Movements,
  run: (context, ask) => movementsOf(context, ask),
});

const churn = operation({
  name: 'revenue.churn',
  asks: {
    fr: 'Combien de clients sous contrat sont perdus, et combien d’argent avec eux, selon quelle formule ?',
    en: 'How many customers under contract are lost, and how much money with them, by which formula?',
  },
  needs: 'insights:read',
  input: ChurnAsk,
  output: Churn,
  run: (context, ask) => churnOf(context, ask),
});

const people = operation({
  name: 'revenue.people',
  asks: {
    fr: 'De qui est cet argent : les clients ou comptes derrière un montant ou une attrition ?',
    en: 'Whose money is it: the customers or accounts behind an amount or a churn rate?',
  },
  needs: 'customers:read',
  input: RevenuePeopleAsk,
  output: PeoplePage,
  run: (context, asked) => payersPage(context, asked),
});

const ofHolder = operation({
  name: 'revenue.movements-of',
  asks: {
    fr: 'Comment le revenu récurrent de ce client ou de ce compte a-t-il bougé, jour après jour ?',
    en: 'How did the recurring revenue of this customer or account move, day by day?',
  },
  needs: 'customers:read',
  input: HolderMovementsAsk,
  output: HolderMovements,
  run: (context, ask) => movementsOfHolder(context, ask),
});

/** What can be asked about recurring revenue. */
export const operations = [movements, churn, people, ofHolder];
