import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { normalReach } from '../distributions/index.ts';
import type { Interval } from '../intervals/index.ts';
import { customersIn, type SurvivalRow, talliesOf } from './rows.ts';

/** The curve at one time at which somebody ended or was last seen; it holds until the next step. */
export interface SurvivalStep {
  readonly time: number;
  /** Watched and still waiting just before this time. */
  readonly atRisk: number;
  readonly ended: number;
  /** Last seen at this time, still waiting. */
  readonly censored: number;
  /** Estimated share still waiting after this time, in 0–1. */
  readonly share: number;
  /** Greenwood's; unknown once nobody is left. */
  readonly standardError: Estimate<number>;
  /** For this time alone, not a band for the whole curve; unknown while nobody has ended and once nobody is left. */
  readonly interval: Estimate<Interval>;
}

/** Who is still there, over time. Before the first step the share is 1. */
export interface SurvivalCurve {
  readonly customers: number;
  readonly ended: number;
  readonly level: number;
  /** Earliest first, one per time; empty for nobody. */
  readonly steps: readonly SurvivalStep[];
}

export interface CurveOptions {
  /** Confidence of the intervals; 0.95 unless told. */
  readonly level?: number;
  /** The scale on which the interval is symmetric; `log-log` unless told. R's default is `log`. */
  readonly scale?: IntervalScale;
}

type IntervalScale = 'log-log' | 'log' | 'plain';

/**
 * Kaplan–Meier curve: the share still waiting (or still there) at each time, where some are still being watched.
 *
 * Those still watched count until they were last seen, then neither as ended nor as never ending.
 * Assumes that being last seen says nothing about what comes next: it holds when watching ends because
 * today is today, not when the unhappy stop answering. Times must be exact enough for ties to be true
 * ties (whole days). Late entry (left truncation) is not supported: everybody is watched from 0.
 * The log-log scale is the headline because it keeps the interval inside 0–1 for small groups too.
 *
 * @param rows     one per customer, or per group of alike customers with its weight; order is free
 * @param options  confidence level and the interval's scale
 * @returns the curve, without steps for nobody; an end and a censoring at one time count in this order
 * @throws DomainError `maths.duration_out_of_range`, `maths.count_out_of_range`, `maths.level_out_of_range`
 * @source Kaplan & Meier 1958, JASA 53:457–481; Greenwood 1926; Kalbfleisch & Prentice, 1.4;
 * checked against R survival::survfit, conf.type "plain", "log", "log-log"
 * @example survivalCurve([{ duration: 3, ended: true }, { duration: 5, ended: false }]).steps[0]?.share // 0.5
 */
export function survivalCurve(rows: readonly SurvivalRow[], options: CurveOptions = {}): SurvivalCurve {
  const { level = 0.95, scale = 'log-log' } = options;
  const reach = normalReach(level);
  const tallies = talliesOf(rows);
  const customers = customersIn(tallies);
  let atRisk = customers;
  let share = 1;
  let greenwood = 0;
  const steps = tallies.map(({ time, ended, censored }): SurvivalStep => {
    const before = atRisk;
    const remaining = before - ended;
    share *= remaining / before;
    greenwood += ended === 0 ? 0 : ended / before / remaining;
    atRisk = remaining - censored;
    const doubt = doubtsOf(share, greenwood, { reach, scale });
    return { time, atRisk: before, ended, censored, share, ...doubt };
  });
  return { customers, ended: tallies.reduce((sum, { ended }) => sum + ended, 0), level, steps };
}

function doubtsOf(
  share: number,
  greenwood: number,
  { reach, scale }: { reach: number; scale: IntervalScale },
): Pick<SurvivalStep, 'standardError' | 'interval'> {
  if (share === 0)
    return { standardError: unknown('too_few_customers'), interval: unknown('too_few_customers') };
  const relativeError = Math.sqrt(greenwood);
  const standardError = known(share * relativeError);
  if (greenwood === 0) return { standardError, interval: unknown('no_events') };
  return { standardError, interval: known(BOUNDS[scale](share, reach * relativeError)) };
}

/** The interval from the share and z times its relative error, on each scale. */
const BOUNDS: Readonly<Record<IntervalScale, (share: number, spread: number) => Interval>> = {
  plain: (share, spread) => ({
    low: Math.max(0, share - share * spread),
    high: Math.min(1, share + share * spread),
  }),
  log: (share, spread) => ({
    low: share * Math.exp(-spread),
    high: Math.min(1, share * Math.exp(spread)),
  }),
  'log-log': (share, spread) => {
    const turn = Math.exp(spread / -Math.log(share));
    return { low: share ** turn, high: share ** (1 / turn) };
  },
};
