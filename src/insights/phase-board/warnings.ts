import { known, unknown } from '#src/basics/estimate.ts';
import { type Engines, limits, toldShare } from '#src/customers/frame/index.ts';
import { adoptedRules, currentRule } from '#src/customers/phase-rules/index.ts';
import { type WarningOutcome, type Warnings, type WarningsAsk, warningOutcomes } from './ask.ts';
import { peopleOf } from './board.ts';
import { looking } from './looking.ts';
import { warningsRaised } from './warned.ts';
import { warningsDefinition, warningsVerdict } from './warning-words.ts';

/** Fewer weeks of people say nothing of a rate per thousand. */
const fewestWeeks = 1_000;

/**
 * Early warnings of some days, and how many of them were wrong.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`, those of the people's conditions
 */
export async function warningsOf(engines: Engines, ask: WarningsAsk): Promise<Warnings> {
  const looked = await looking(engines, ask);
  const { frame } = looked;
  const [[row], now] = await Promise.all([
    engines.warehouse.rows(warningsRaised(looked, warningOutcomes), limits(engines)),
    peopleOf(engines, { ask, which: { kind: 'status', status: 'warning' }, limit: 1 }),
  ]);
  const counts = byOutcome(row?.counts ?? []);
  const { wrong, late, gone } = counts;
  const { share, low, high } = toldShare({ hits: wrong, total: wrong + late + gone });
  const memberWeeks = (row?.days ?? 0) / 7;
  const figures = {
    ...counts,
    people: byOutcome(row?.people ?? []),
    wrongShare: share,
    low,
    high,
    memberWeeks,
    perThousandWeeks:
      memberWeeks < fewestWeeks ? unknown('too_few_customers') : known((wrong / memberWeeks) * 1000),
    now: now.total,
  };
  return {
    ...figures,
    verdict: warningsVerdict(figures),
    definition: warningsDefinition(await levelOf(engines, ask.offer)),
    asOf: new Date(frame.asOf).toISOString(),
    timezone: frame.zone,
  };
}

function byOutcome(counted: readonly number[]): Record<WarningOutcome, number> {
  const [raised = 0, wrong = 0, late = 0, gone = 0, acted = 0, open = 0] = counted; // in the order of warningOutcomes
  return { raised, wrong, late, gone, acted, open };
}

async function levelOf({ records }: Engines, offer: string | undefined) {
  return currentRule(await adoptedRules(records), offer ?? '').rule.warning;
}
