import { z } from 'zod';
import { fitted } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { namesMeant } from '#src/basics/nearest.ts';
import { operations as segments } from '#src/customers/segments/index.ts';
import { operations as aarrr } from '#src/insights/aarrr/index.ts';
import { operations as acquisition } from '#src/insights/acquisition/index.ts';
import { operations as adoption } from '#src/insights/adoption/index.ts';
import { operations as aha } from '#src/insights/aha/index.ts';
import { operations as comparison } from '#src/insights/comparison/index.ts';
import { operations as contractRetention } from '#src/insights/contract-retention/index.ts';
import { operations as funnels } from '#src/insights/funnels/index.ts';
import { operations as groups } from '#src/insights/groups/index.ts';
import { operations as habit } from '#src/insights/habit/index.ts';
import { operations as health } from '#src/insights/health/index.ts';
import { operations as journeyMaps } from '#src/insights/journey-maps/index.ts';
import { operations as kinds } from '#src/insights/kinds/index.ts';
import { operations as lifecycle } from '#src/insights/lifecycle/index.ts';
import { operations as missions } from '#src/insights/missions/index.ts';
import { operations as paths } from '#src/insights/paths/index.ts';
import { operations as phases } from '#src/insights/phase-board/index.ts';
import { operations as repurchase } from '#src/insights/repurchase/index.ts';
import { operations as retention } from '#src/insights/retention/index.ts';
import { operations as revenue } from '#src/insights/revenue/index.ts';
import { operations as revenueRetention } from '#src/insights/revenue-retention/index.ts';
import { operations as seasons } from '#src/insights/seasons/index.ts';
import { operations as signupSeasons } from '#src/insights/signup-seasons/index.ts';
import { operations as stepFailure } from '#src/insights/step-failure/index.ts';
import { operations as stickiness } from '#src/insights/stickiness/index.ts';
import { operations as survival } from '#src/insights/survival/index.ts';
import { operations as timeToValue } from '#src/insights/time-to-value/index.ts';
import { operations as value } from '#src/insights/value/index.ts';
import { operations as worklist } from '#src/insights/worklist/index.ts';
import { pinnable } from './pinnable.ts';

/** What the insights whose questions may be kept can be asked, in the order of the river. */
export const insightOperations = [
  ...retention,
  ...comparison,
  ...funnels,
  ...stepFailure,
  ...survival,
  ...value,
  ...lifecycle,
  ...stickiness,
  ...adoption,
  ...acquisition,
  ...aarrr,
  ...aha,
  ...timeToValue,
  ...habit,
  ...paths,
  ...groups,
  ...journeyMaps,
  ...revenue,
  ...revenueRetention,
  ...repurchase,
  ...contractRetention,
  ...seasons,
  ...signupSeasons,
  ...missions,
  ...kinds,
] as const;

const byName: ReadonlyMap<string, { readonly input: z.ZodType }> = new Map(
  [...insightOperations, ...worklist, ...phases, ...health, ...segments].map((one) => [one.name, one]),
);

/** Kept besides those that can be pinned: views of a list of people, which say nothing of whom it names. */
const keepable: readonly string[] = [...pinnable, 'worklist.list'];

/**
 * Refuses a question that no insight answers: an operation that is none, or that tells of people, and an ask that it
 * would refuse. Whether its events exist is not looked at: they may still come.
 *
 * @throws DomainError `questions.not_an_insight`, `access.invalid_input`
 */
export function requireAnswerable({
  operation,
  ask,
}: {
  readonly operation: string;
  readonly ask: unknown;
}): void {
  const insight = keepable.includes(operation) ? byName.get(operation) : undefined;
  if (insight === undefined) {
    throw new DomainError('questions.not_an_insight', {
      field: 'operation',
      expected: `a question whose answer is made of figures, or a view of the worklist; ${namesMeant(operation, keepable)}`,
      got: operation,
    });
  }
  fitted(z.object({ ask: insight.input }), { ask });
}
