import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { PhasesAsk } from './ask.ts';
import { behind, boardOf, type PhaseNumber } from './board.ts';
import { phaseWords } from './words.ts';

/** Of those in any phase at the end of the range, those in each. */
export const comparablePhases = comparable({
  of: 'phases.board',
  ask: PhasesAsk,
  headline: 'nearest_half',
  ranged: false, // where people stand is of one instant; ranges would count the same people twice
  measure: async (context, ask) => {
    const { rows, total, definition } = await boardOf(context, ask);
    const share = sharesBy('phases.people', (people: PhaseNumber) => behind(context, people));
    const shares = rows.map(({ phase, people }) =>
      share({
        key: phase,
        name: say(`phase « ${phaseWords[phase].fr} »`, `phase “${phaseWords[phase].en}”`),
        hits: people,
        total,
        hitsAsk: { ask, which: { kind: 'phase', phase } },
        totalAsk: { ask, which: { kind: 'all' } },
      }),
    );
    return { unit: 'customer', shares, definition };
  },
});
