import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy, whichPeriod } from '#src/insights/comparable/index.ts';
import { RetentionAsk } from './ask.ts';
import { retentionOf, type StayWhich, whoStays } from './retention.ts';

/** So many months are compared: each is a test of its own. */
const mostCompared = 12;

/**
 * Of those with revenue at the start of a month's stretch, those of whom nothing is left at its end: the latest months that are
 * over, the last one first.
 *
 * NRR and GRR themselves are ratios of money, of which no test of shares holds.
 */
export const comparableStaying = comparable({
  of: 'revenue.retention',
  ask: RetentionAsk,
  measure: async (context, asked, { dated }) => {
    const unit = asked.unit ?? context.workspace.countingUnit;
    const ask = { ...asked, unit, by: 'nothing' as const };
    const { books, definition } = await retentionOf(context, ask);
    const share = sharesBy('revenue.retention-people', (people: StayWhich) => whoStays(context, people));
    const shares = books.flatMap(({ currency, rows }) => {
      const over = rows.filter(({ state }) => state === 'complete').slice(-mostCompared);
      return over.toReversed().map(({ month, there, gone }, fromLast) => {
        const when = whichPeriod(month, 'month', { dated, fromLast });
        const behind = { ask, currency, month, part: null, holders: unit };
        return share({
          key: `gone_${currency}_${fromLast}`,
          name: say(`perdus ${when.fr} (${currency})`, `gone ${when.en} (${currency})`),
          ...(books.length === 1 && { place: { at: -fromLast, date: dated ? month : null } }),
          hits: gone[unit],
          total: there[unit],
          hitsAsk: { ...behind, which: 'gone' },
          totalAsk: { ...behind, which: 'there' },
        });
      });
    });
    return { unit, shares, definition };
  },
});
