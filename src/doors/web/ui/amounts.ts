import type { Catalogue } from './catalogue.ts';

type Known = Pick<Catalogue, 'events' | 'propertiesOf'>;

/** A property of an event that holds an amount of money. */
export interface Amount {
  readonly event: string;
  readonly property: string;
}

const money = /revenue|amount|total|price|montant|prix/i;
const earned = /revenue|amount|total|montant/i;

/** Properties that are called like an amount of money: a guess for a menu, never a rule. */
export const amountsOf = ({ events, propertiesOf }: Known): Amount[] =>
  events.flatMap(({ event }) =>
    propertiesOf(event)
      .filter((property) => money.test(property))
      .map((property) => ({ event, property })),
  );

/** The amount that most likely tells what people are worth: what was earned, not what something costs. */
export const likelyAmount = (known: Known): Amount | undefined =>
  amountsOf(known).find(({ property }) => earned.test(property));

/** An amount as one entry of a menu. */
export const amountKey = ({ event, property }: Amount): string => `${event}/${property}`;
