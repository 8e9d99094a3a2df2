import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { RankingAsk } from './ask.ts';
import { type StepFailureNumber, whoIs } from './people.ts';
import { rankingOf } from './ranking.ts';

/** Of those judged at a step, those who failed or skipped it: one share for each step, in their order. */
export const comparableSteps = comparable({
  of: 'step-failure.ranking',
  ask: RankingAsk,
  measure: async (context, asked, how) => {
    const ask = { ...asked, worth: null };
    const { steps, definition, unit } = await rankingOf(context, ask, how);
    const share = sharesBy('step-failure.people', (people: StepFailureNumber) => whoIs(context, people));
    const shares = steps
      .toSorted((a, b) => a.step - b.step)
      .map(({ step, name, missed, done }) =>
        share({
          key: `step_${step}`,
          name: say(`« ${name} » pas fait`, `“${name}” not done`),
          hits: missed.people,
          total: missed.people + done.people,
          hitsAsk: { ask, which: { kind: 'missed', step, outcome: 'any' } },
          totalAsk: { ask, which: { kind: 'judged', step, outcome: 'any' } },
        }),
      );
    return { unit, shares, definition };
  },
});
