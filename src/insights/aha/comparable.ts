import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { RateAsk } from './ask.ts';
import { type RateNumber, rateOf, whoIsRated } from './rate.ts';

/** Of newcomers whose days are over, those who reached the adopted moment. */
export const comparableRate = comparable({
  of: 'aha.rate',
  ask: RateAsk,
  measure: async (context, asked) => {
    const ask = { ...asked, apart: { by: 'nothing' as const } };
    const { total, definition, version, unit } = await rateOf(context, ask);
    const share = sharesBy('aha.rate-people', (people: RateNumber) => whoIsRated(context, people));
    const group = { kind: 'all' as const, value: null };
    const { name, versions, current } = definition;
    const { words } = versions.find((one) => one.version === version) ?? current;
    return {
      unit,
      shares: [
        share({
          key: 'reached',
          name: say(`« ${name} » atteint`, `“${name}” reached`),
          hits: total.reached,
          total: total.eligible,
          hitsAsk: { ask, group, which: 'reached' },
          totalAsk: { ask, group, which: 'eligible' },
        }),
      ],
      definition: words,
    };
  },
});
