import { type Counted, peopleNoun, say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { ContractsAsk } from './ask.ts';
import { rowsOf } from './curves.ts';
import { afterDays, type HoldersWhich, heldBy, whoHolds } from './holders.ts';
import { definition } from './terms.ts';

const curveName = say('durée sous contrat', 'time under contract');

/** Of those who began long enough ago, those still under contract after so many days; and how long all of them stayed. */
export const comparableSurvival = comparable({
  of: 'survival.contracts',
  ask: ContractsAsk,
  headline: 'nearest_half',
  measure: async (context, ask) => {
    const held = await heldBy(context, ask);
    const share = sharesBy('survival.people', (people: HoldersWhich) => whoHolds(context, people));
    const readings = [...new Set(ask.readings)].filter((days) => days > 0).sort((a, b) => a - b);
    const shares = readings.map((after) => {
      const { still, left } = afterDays(held, after);
      return share({
        key: `after_${after}`,
        name: say(`encore sous contrat après ${after} jours`, `still under contract after ${after} days`),
        place: { at: after, date: null },
        hits: still.length,
        total: still.length + left.length,
        hitsAsk: { ask, after, which: 'still' },
        totalAsk: { ask, after, which: 'all' },
      });
    });
    const rows = rowsOf(held.spells, held.asOf);
    return {
      unit: held.frame.unit,
      shares,
      curve: { name: curveName, rows },
      definition: personDefinition(held.frame.unit),
    };
  },
});

const personDefinition = (unit: Counted) =>
  say(
    `${definition.fr} Pour comparer, chaque ${peopleNoun(unit, false).fr} compte une fois : son premier contrat commencé dans la période.`,
    `${definition.en} To compare, each ${peopleNoun(unit, false).en} counts once: the first contract that began in the range.`,
  );
