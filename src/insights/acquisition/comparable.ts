import { limits } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { comparable, rangeWords, sharesBy } from '#src/insights/comparable/index.ts';
import { TableAsk } from './ask.ts';
import { tallies } from './gained.ts';
import { type GainedWhich, whoIs } from './people.ts';
import { planned } from './plan.ts';
import { whole } from './tallies.ts';
import { stayingDefinition } from './words.ts';

/** Of those gained whose days are over, those who stayed, paid and left again, whatever campaign brought them. */
export const comparableGained = comparable({
  of: 'acquisition.table',
  ask: TableAsk,
  measure: async (context, ask, how) => {
    const plan = await planned(context, ask);
    const { gained } = whole(plan, await context.warehouse.rows(tallies(plan), limits(context)));
    const share = sharesBy('acquisition.people', (people: GainedWhich) => whoIs(context, people));
    const group = { kind: 'all' as const, value: null };
    const people = { ask, campaign: group, channel: group };
    const judged = { total: gained.judged, totalAsk: { ...people, which: 'judged' as const } };
    const { from, to } = ask.stay;
    const stayed = share({
      key: 'stayed',
      name: say(`restés du jour ${from} au jour ${to}`, `stayed from day ${from} to day ${to}`),
      hits: gained.stayed,
      hitsAsk: { ...people, which: 'stayed' },
      ...judged,
    });
    const paid = share({
      key: 'paid',
      name: say('ont payé', 'paid'),
      hits: gained.paying,
      hitsAsk: { ...people, which: 'paying' },
      ...judged,
    });
    const left = share({
      key: 'left_again',
      name: say('repartis aussitôt', 'left again'),
      hits: gained.mismatched,
      total: gained.mismatchJudged,
      hitsAsk: { ...people, which: 'mismatched' },
      totalAsk: { ...people, which: 'mismatch_judged' },
    });
    const shares = [stayed, ...(ask.value === null ? [] : [paid]), left];
    return { unit: plan.frame.unit, shares, definition: stayingDefinition(plan, rangeWords(ask, how)) };
  },
});
