import { comparable, rangeWords, sharesBy } from '#src/insights/comparable/index.ts';
import { BoardAsk } from './ask.ts';
import { everybodyOf } from './board.ts';
import { type StageWhich, whoIs } from './people.ts';
import { planned } from './plan.ts';
import { countingOf, stageNames } from './words.ts';

/** Of newcomers whose days are over, those who got to a stage: a share for each but acquisition, which is everybody. */
export const comparableBoard = comparable({
  of: 'aarrr.board',
  ask: BoardAsk,
  measure: async (context, asked, how) => {
    const ask = { ...asked, apart: { by: 'nothing' as const } };
    const plan = await planned(context, ask);
    const { stages } = await everybodyOf(context, plan);
    const share = sharesBy('aarrr.people', (people: StageWhich) => whoIs(context, people));
    const group = { kind: 'all' as const, value: null };
    const shares = stages
      .filter(({ stage }) => stage !== 'acquisition')
      .map(({ stage, reached: { hits, total } }) =>
        share({
          key: stage,
          name: stageNames[stage],
          hits,
          total,
          hitsAsk: { ask, group, stage, which: 'reached' },
          totalAsk: { ask, group, stage, which: 'judged' },
        }),
      );
    return { unit: plan.frame.unit, shares, definition: countingOf(plan, rangeWords(ask, how)) };
  },
});
