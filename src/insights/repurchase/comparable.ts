import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { RepurchaseAsk } from './ask.ts';
import { repurchaseOf, type Which, whoBought } from './repurchase.ts';

/** Of the buyers watched for long enough, those who bought again in time. */
export const comparableRepurchase = comparable({
  of: 'revenue.repurchase',
  ask: RepurchaseAsk,
  measure: async (context, { by: _, ...ask }) => {
    const { again, eligible, unit, definition } = await repurchaseOf(context, ask);
    const share = sharesBy('revenue.repurchase-people', (people: Which) => whoBought(context, people));
    const name = say(`rachat dans les ${ask.within} jours`, `a second purchase within ${ask.within} days`);
    const shares = [
      share({
        key: 'again',
        name,
        hits: again,
        total: eligible,
        hitsAsk: { ask, which: 'again', group: null },
        totalAsk: { ask, which: 'eligible', group: null },
      }),
    ];
    return { unit, shares, definition };
  },
});
