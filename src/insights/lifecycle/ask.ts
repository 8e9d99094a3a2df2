import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  Period,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { activeByField, activeSaidField } from '#src/customers/value/index.ts';

/** A question about how the base grows and shrinks. */
export const LifecycleAsk = z.object({
  period: Period.default('week'),
  from: LocalDate.describe('The whole periods that the range touches are told'),
  to: LocalDate.describe('Last local day, included'),
  ...activeByField,
  ...frameFields,
});
export type LifecycleAsk = z.output<typeof LifecycleAsk>;
export type LifecycleAskInput = z.input<typeof LifecycleAsk>;

/** One period. new + returning + resurrecting = active, always. */
export const LifecycleRow = z.object({
  period: LocalDate.describe('First local day'),
  state: z.enum(['complete', 'running']).describe('Running: what is told is not final'),
  active: z.int(),
  new: z.int().describe('Active, and their first event of any kind lies in this period'),
  returning: z.int().describe('Active now and in the period before'),
  resurrecting: z.int().describe('Active now, not in the period before, not new'),
  dormant: z
    .int()
    .max(0)
    .describe('Minus those active in the period before and not now; not final while running'),
  quickRatio: estimateOf(z.number()).describe('(new + resurrecting) ÷ dormant; unknown while running'),
});
export type LifecycleRow = z.output<typeof LifecycleRow>;

/** The answer of `lifecycle.grid`. */
export const LifecycleGrid = z.object({
  rows: z.array(LifecycleRow),
  verdict: Words,
  definition: Words,
  path: z
    .enum(['bitmaps', 'day_lists', 'events'])
    .describe('Which way it was computed; the numbers do not depend on it'),
  ...activeSaidField,
  ...saidFields,
});
export type LifecycleGrid = z.output<typeof LifecycleGrid>;

/** Which figure of a period. */
export const LifecycleFigure = z.enum(['active', 'new', 'returning', 'resurrecting', 'dormant']);
export type LifecycleFigure = z.output<typeof LifecycleFigure>;

/** The question of `lifecycle.people`. */
export const LifecyclePeopleAsk = z.object({
  ask: LifecycleAsk,
  period: LocalDate.describe('First local day of the row'),
  which: LifecycleFigure,
  ...pageFields,
});
export type LifecyclePeopleAsk = z.output<typeof LifecyclePeopleAsk>;
