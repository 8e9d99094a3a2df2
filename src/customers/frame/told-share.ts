import { type Estimate, known } from '#src/basics/estimate.ts';
import { estimateShare, type Proportion } from '#src/maths/intervals/index.ts';

/** A share as answers tell it. */
export interface ToldShare {
  readonly share: Estimate<number>;
  /** Wilson interval, 95 %; null where the share is unknown. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The share that hits are of a total, with its bounds. */
export function toldShare(group: Proportion): ToldShare {
  const share = estimateShare(group);
  if (!share.known) return { share, low: null, high: null };
  return { share: known(share.value.share), ...share.value.interval };
}
