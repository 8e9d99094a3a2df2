import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { HealthAsk, type Which } from './ask.ts';
import { summaryOf } from './board.ts';
import { behind, type HealthNumber } from './people.ts';

/** Of all who are judged, those whose score is red or green, with any red dimension, and with each dimension red. */
export const comparableHealth = comparable({
  of: 'health.summary',
  ask: HealthAsk,
  ranged: false,
  measure: async (context, ask) => {
    const { total, overall, anyRed, dimensions, unit, definition } = await summaryOf(context, ask);
    const share = sharesBy('health.people', (people: HealthNumber) => behind(context, people));
    const told = (key: string, name: ReturnType<typeof say>, hits: number, which: Which) =>
      share({
        key,
        name,
        hits,
        total,
        hitsAsk: { ask, which },
        totalAsk: { ask, which: { kind: 'all' } },
      });
    const shares = [
      told('red', say('score rouge', 'a red score'), overall.red, { kind: 'overall', colour: 'red' }),
      told('green', say('score vert', 'a green score'), overall.green, { kind: 'overall', colour: 'green' }),
      told('any_red', say('au moins une dimension rouge', 'any red dimension'), anyRed, { kind: 'any_red' }),
      ...dimensions.map(({ key, name, tally }) =>
        told(`red_${key}`, say(`« ${name.fr} » rouge`, `“${name.en}” red`), tally.red, {
          kind: 'dimension',
          key,
          colour: 'red',
        }),
      ),
    ];
    return { unit, shares, definition };
  },
});
