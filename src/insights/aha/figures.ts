import { type Estimate, known } from '#src/basics/estimate.ts';
import { riskDifference, riskRatio, separation } from '#src/maths/association/index.ts';
import type { EstimatedShare, Interval, Proportion } from '#src/maths/intervals/index.ts';
import type { Figures } from './scan-ask.ts';

/** Everything said of a threshold: who stayed above and below it, how well it tells them apart, whom it leaves to move. */
export function figuresOf(above: Proportion, below: Proportion): Figures {
  const told = separation(above, below);
  const lift = riskRatio(above, below);
  const difference = riskDifference(above, below);
  return {
    above: { ...above },
    below: { ...below },
    stayedAbove: plain(told.stayedOfDoers),
    stayedBelow: plain(told.stayedOfOthers),
    lift: lift.known
      ? known({
          ratio: lift.value.ratio,
          low: lift.value.low,
          high: lift.value.high.known ? lift.value.high.value : null,
        })
      : lift,
    difference: difference.known
      ? known({ difference: difference.value.difference, interval: bounds(difference.value.interval) })
      : difference,
    sensitivity: plain(told.doersOfStayed),
    specificity: plain(told.othersOfLeft),
    mcc: told.correlation.known
      ? known({
          value: told.correlation.value.value,
          interval: told.correlation.value.interval.known
            ? bounds(told.correlation.value.interval.value)
            : null,
        })
      : told.correlation,
    reach: plain(told.reach),
  };
}

const bounds = ({ low, high }: Interval) => ({ low, high });

/** A share without the library's extras, as answers carry it. */
export const plain = (share: Estimate<EstimatedShare>) =>
  share.known ? known({ share: share.value.share, interval: bounds(share.value.interval) }) : share;
