import type { MovementsAskInput } from '#src/insights/revenue/index.ts';
import { type Change, without } from '../../ui/address.ts';
import { type Catalogue, isScore } from '../../ui/catalogue.ts';
import { countedAsk, type Opened, type RevenueSearch } from './search.ts';
import type { Saying } from './shape.ts';

/** What the questions below the first one are given. */
export interface BelowProps {
  readonly asked: MovementsAskInput;
  readonly search: RevenueSearch;
  readonly saying: Saying;
  readonly catalogue: Catalogue;
  readonly change: Change<RevenueSearch>;
  readonly onOpen: (open: Opened) => void;
}

/** Churn, as it is asked for the first question's contracts. */
export const churnAsked = ({ asked, search }: Pick<BelowProps, 'asked' | 'search'>) => ({
  ...countedAsk(search),
  ...without({ by: asked.by }),
  period: asked.period ?? ('month' as const),
  from: asked.from,
  to: asked.to,
});

/** A question by months about the same contracts. */
export const monthsAsked = ({ asked, search }: Pick<BelowProps, 'asked' | 'search'>) => ({
  ...countedAsk(search),
  from: asked.from,
  to: asked.to,
});

/** What stays, with how far apart both ends are. */
export const retentionAsked = (props: Pick<BelowProps, 'asked' | 'search'>) => ({
  ...monthsAsked(props),
  ...without({ by: props.asked.by }),
  over: props.search.over ?? ('month' as const),
});

type Holder = 'customer' | 'account';

/** Whether buyers can bear a trait: of contracts, holders of the other kind may be told apart by it. */
function isOfBuyers(
  trait: string,
  unit: Holder,
  { catalogue, search }: Pick<BelowProps, 'catalogue' | 'search'>,
): boolean {
  if (trait === 'perdure.phase') return unit === 'customer';
  if (trait.startsWith('segment:'))
    return catalogue.segments.some((one) => one.unit === unit && trait === `segment:${one.id}`);
  if (isScore(trait)) return catalogue.scores.some((one) => one.unit === unit && one.trait === trait);
  return unit === 'customer' ? catalogue.traits.includes(trait) : search.unit === 'account';
}

/** Buying again: events of the same people, told apart as the first question is where that can be. */
export const repurchaseAsked = (
  props: Pick<BelowProps, 'asked' | 'search' | 'catalogue'>,
  countedUnit: Holder,
) => {
  const { asked, search } = props;
  const { by } = asked;
  const apart = typeof by === 'object' && isOfBuyers(by.trait, countedUnit, props) ? by : undefined;
  const { unit, people, asOf } = countedAsk(search);
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(people === undefined ? {} : { people }),
    ...(asOf === undefined ? {} : { asOf }),
    from: asked.from,
    to: asked.to,
    within: search.within ?? 90,
    ...(search.bought === undefined ? {} : { match: search.bought }),
    ...(apart === undefined ? {} : { by: apart }),
  };
};
