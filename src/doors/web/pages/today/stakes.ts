import type { Stake } from '#src/insights/worklist/index.ts';
import { cents } from '../../ui/cents.ts';
import type { Figures } from '../../words/figures.ts';

/** Amounts, each currency by itself: 1 200 € et 300 $. */
export const stakesSaid = (
  stakes: readonly Pick<Stake, 'amount' | 'currency'>[],
  figures: Pick<Figures, 'money' | 'list'>,
): string => figures.list(stakes.map(({ amount, currency }) => cents(Number(amount), currency, figures)));
