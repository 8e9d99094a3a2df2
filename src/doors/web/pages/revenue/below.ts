import type { MovementsAskInput } from '#src/insights/revenue/index.ts';
import { type Change, without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
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

/** Buying again: events of the same people. */
export const repurchaseAsked = ({ asked, search }: Pick<BelowProps, 'asked' | 'search'>) => {
  const { unit, people, asOf } = countedAsk(search);
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(people === undefined ? {} : { people }),
    ...(asOf === undefined ? {} : { asOf }),
    from: asked.from,
    to: asked.to,
    within: search.within ?? 90,
    ...(search.bought === undefined ? {} : { match: search.bought }),
  };
};
