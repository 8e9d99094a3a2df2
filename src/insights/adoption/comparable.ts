import { say } from '#src/customers/wording/index.ts';
import { comparable, periodsOver, sharesBy, whichPeriod } from '#src/insights/comparable/index.ts';
import { type AdoptionNumber, behind, gridOf } from './adoption.ts';
import { AdoptionAsk } from './ask.ts';

/** Of those eligible by the end of the last period that is over, those who used each feature: so far, and within it. */
export const comparableAdoption = comparable({
  of: 'adoption.grid',
  ask: AdoptionAsk,
  measure: async (context, asked, { dated }) => {
    const over = periodsOver(context, asked, 1);
    const ask = { ...asked, ...(over && { from: over.from, to: over.to }) };
    const { features, definition, unit } = await gridOf(context, ask);
    const share = sharesBy('adoption.people', (people: AdoptionNumber) => behind(context, people));
    const told = over === undefined ? [] : features;
    const shares = told.flatMap(({ name, rows }, feature) => {
      const row = rows.at(-1);
      if (row === undefined) return [];
      const { period } = row;
      const when = whichPeriod(period, ask.period, { dated, fromLast: 0 });
      const used = say(`« ${name} » utilisé`, `“${name}” used`);
      const of = (span: AdoptionNumber['span'], { used: hits, eligible: total }: (typeof row)['toDate']) => {
        const asking = { ask, feature, period, span };
        return {
          hits,
          total,
          hitsAsk: { ...asking, which: 'used' as const },
          totalAsk: { ...asking, which: 'eligible' as const },
        };
      };
      return [
        share({
          key: `feature_${feature + 1}`,
          name: say(`${used.fr} à ce jour`, `${used.en} so far`),
          ...of('to_date', row.toDate),
        }),
        share({
          key: `feature_${feature + 1}_in_period`,
          name: say(`${used.fr} ${when.fr}`, `${used.en} ${when.en}`),
          ...of('in_period', row.inPeriod),
        }),
      ];
    });
    return { unit, shares, definition };
  },
});
