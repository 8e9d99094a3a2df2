import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { soughtOf } from './sought.ts';
import { SoughtAsk } from './sought-ask.ts';
import { type SoughtNumber, whoSought } from './sought-people.ts';

/** Of those whose search is over, those who sought in vain at least once. */
export const comparableSought = comparable({
  of: 'value.sought',
  ask: SoughtAsk,
  measure: async (context, ask) => {
    const { all, definition, unit } = await soughtOf(context, ask);
    const share = sharesBy('value.sought-people', (people: SoughtNumber) => whoSought(context, people));
    return {
      unit,
      shares: [
        share({
          key: 'not_found',
          name: say('ont cherché sans trouver', 'sought in vain'),
          hits: all.peopleNotFound,
          total: all.peopleEnded,
          hitsAsk: { ask, period: null, which: 'not_found' },
          totalAsk: { ask, period: null, which: 'ended' },
        }),
      ],
      definition,
    };
  },
});
