import { say } from '#src/customers/wording/index.ts';
import { comparable, periodsOver, sharesBy, whichPeriod } from '#src/insights/comparable/index.ts';
import { LifecycleAsk } from './ask.ts';
import { behind, gridOf, type LifecycleNumber } from './lifecycle.ts';

/**
 * Of those active in the period before, those still active: one share for each period that is over, the latest first.
 *
 * Not pooled over periods: the same people would count again in each.
 */
export const comparableLifecycle = comparable({
  of: 'lifecycle.grid',
  ask: LifecycleAsk,
  measure: async (context, asked, { dated }) => {
    const over = periodsOver(context, asked);
    const ask = { ...asked, ...(over && { from: over.before, to: over.to }) };
    const { rows, definition, unit } = await gridOf(context, ask);
    const share = sharesBy('lifecycle.people', (people: LifecycleNumber) => behind(context, people));
    const told = over === undefined ? [] : rows.slice(1).reverse();
    const shares = told.map(({ period, returning, dormant }, fromLast) => {
      const when = whichPeriod(period, ask.period, { dated, fromLast });
      const before = rows[rows.length - 2 - fromLast]?.period ?? period;
      return share({
        key: `kept_${fromLast + 1}`,
        name: say(`restés actifs ${when.fr}`, `still active ${when.en}`),
        place: { at: -fromLast, date: dated ? period : null },
        hits: returning,
        total: returning - dormant,
        hitsAsk: { ask, period, which: 'returning' },
        totalAsk: { ask, period: before, which: 'active' },
      });
    });
    return { unit, shares, definition };
  },
});
