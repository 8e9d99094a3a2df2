import type { GroupsAskInput } from '#src/insights/groups/index.ts';

/** A question that can be asked of several groups. */
export type ComparedQuestion = GroupsAskInput['question'];

/** One of the groups that are compared. */
export type GroupArm = GroupsAskInput['arms'][number];

/** The insights that can be asked of several groups, in the order of the left bar. */
export const comparedOperations = [
  'aarrr.board',
  'acquisition.table',
  'lifecycle.grid',
  'stickiness.grid',
  'stickiness.ratios',
  'stickiness.share',
  'habit.grid',
  'adoption.grid',
  'value.sought',
  'survival.contracts',
  'contract-retention.periods',
  'seasons.returns',
  'missions.outcomes',
  'signup-seasons.cohorts',
  'phases.board',
  'health.summary',
  'revenue.churn',
  'revenue.retention',
  'revenue.repurchase',
  'aha.rate',
  'time-to-value.curve',
  'time-to-value.retaking',
  'paths.tree',
  'step-failure.ranking',
] as const satisfies readonly ComparedQuestion['of'][];

/** Whether an insight can be asked of several groups. */
export const isCompared = (operation: unknown): operation is ComparedQuestion['of'] =>
  comparedOperations.some((one) => one === operation);
