import { say } from '#src/customers/wording/index.ts';
import { comparable, periodsOver, sharesBy, whichPeriod } from '#src/insights/comparable/index.ts';
import { ChurnAsk, type RevenueWhich } from './ask.ts';
import { churnOf } from './churn.ts';
import { whoPays } from './people.ts';

/**
 * Of those under contract when a period begins, those lost within it: the latest periods that are over, the last one first.
 *
 * Holders are counted, not money: a few large contracts would decide every test.
 */
export const comparableChurn = comparable({
  of: 'revenue.churn',
  ask: ChurnAsk,
  measure: async (context, asked, { dated }) => {
    const unit = asked.unit ?? context.workspace.countingUnit;
    const over = periodsOver(context, asked);
    const ask = {
      ...asked,
      unit,
      by: 'nothing' as const,
      ...(over && { from: over.from, to: over.to }),
    };
    const { rows, definition } = await churnOf(context, ask);
    const share = sharesBy('revenue.people', (people: RevenueWhich) => whoPays(context, people));
    const told = over === undefined ? [] : rows.toReversed();
    const shares = told.map(({ period, start, lostOfStart }, fromLast) => {
      const when = whichPeriod(period, ask.period, { dated, fromLast });
      const behind = (which: 'start' | 'lostOfStart'): RevenueWhich => ({
        behind: { of: 'churn', ask, period, which, part: null },
        holders: unit,
      });
      return share({
        key: `lost_${fromLast}`,
        name: say(`perdus ${when.fr}`, `lost ${when.en}`),
        place: { at: -fromLast, date: dated ? period : null },
        hits: lostOfStart[unit],
        total: start[unit],
        hitsAsk: behind('lostOfStart'),
        totalAsk: behind('start'),
      });
    });
    return { unit, shares, definition };
  },
});
