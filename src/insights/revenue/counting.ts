import { z } from 'zod';

/** What counts as recurring revenue and when it ends: each a setting, as vendors differ on every one. */
export const Counting = z.object({
  ends: z
    .enum(['scheduled', 'ended', 'paid'])
    .describe(
      'When a contract is lost: when its end was asked for; when billing says it ended; when what is paid for is over',
    ),
  trials: z.boolean().describe('Count trials at their later price'),
  free: z.boolean().describe('Holders of a contract at no price are customers: going free is a contraction'),
  paused: z.boolean().describe('Paused contracts keep counting'),
  pastDueDays: z
    .int()
    .min(0)
    .max(3660)
    .nullable()
    .describe('An unpaid contract is lost after so many days; null: not before it is ended'),
  discounts: z
    .enum(['all', 'forever', 'none'])
    .describe('Which discounts reduce revenue: all while they run, only those without an end, or none'),
  gapDays: z
    .int()
    .min(0)
    .max(31)
    .describe('Whoever begins anew within so many days of the last end has renewed, not left'),
});
export type Counting = z.output<typeof Counting>;

/** Whose definitions. */
export const Preset = z.enum(['perdure', 'chartmogul', 'stripe', 'profitwell', 'baremetrics']);
export type Preset = z.output<typeof Preset>;

const usual: Counting = {
  ends: 'ended',
  trials: false,
  free: false,
  paused: false,
  pastDueDays: null,
  discounts: 'all',
  gapDays: 1,
};

/** How a vendor counts churn. */
export interface ChurnRule {
  /** What the lost are divided by. */
  readonly divisor: 'start' | 'start_and_new';
  /** Those who came and left within the period are among the lost. */
  readonly newAndLost: boolean;
  /** Calendar periods, or the 30 days before the end of each. */
  readonly window: 'period' | 'rolling_30';
}

interface PresetRules {
  readonly counting: Counting;
  readonly churn: ChurnRule;
}

const presets: Readonly<Record<Preset, PresetRules>> = {
  perdure: { counting: usual, churn: { divisor: 'start', newAndLost: false, window: 'period' } },
  chartmogul: { counting: usual, churn: { divisor: 'start', newAndLost: true, window: 'period' } },
  stripe: {
    counting: { ...usual, gapDays: 0, discounts: 'forever' },
    churn: { divisor: 'start_and_new', newAndLost: true, window: 'rolling_30' },
  },
  profitwell: {
    counting: { ...usual, ends: 'paid' },
    churn: { divisor: 'start', newAndLost: false, window: 'period' },
  },
  baremetrics: {
    counting: { ...usual, pastDueDays: 30 },
    churn: { divisor: 'start', newAndLost: true, window: 'rolling_30' },
  },
};

/** What a preset sets, and what is told otherwise. */
export const countingOf = (
  preset: Preset,
  told: { readonly [Setting in keyof Counting]?: Counting[Setting] | undefined },
): Counting => {
  const own = Object.entries(told).filter(([, value]) => value !== undefined);
  return { ...presets[preset].counting, ...Object.fromEntries(own) };
};

/** How a preset counts churn. */
export const churnRuleOf = (preset: Preset): ChurnRule => presets[preset].churn;
