import type { Phase, Reason, Status } from './life.ts';
import type { Standing } from './seasonal.ts';

const standing = (phase: Phase, status: Status, reason: Reason): Standing => ({ phase, status, reason });

/** The same objects night after night: of a million lives most nights change nothing. */
const standingsAs = (phase: 'conversion' | 'loyalty') => ({
  none: standing(phase, 'none', phase === 'loyalty' ? 'regular' : 'irregular'),
  watch: standing(phase, 'watch', 'irregular'),
  warning: standing(phase, 'warning', 'out_of_rhythm'),
  reconquered: standing(phase, 'reconquered', 'irregular'),
});

/** Where a customer may stand by their visits, by phase and status. */
export const standings = { conversion: standingsAs('conversion'), loyalty: standingsAs('loyalty') };

/** Too early to tell. */
export const early = {
  conversion: standing('conversion', 'none', 'tenure_short'),
  loyalty: standing('loyalty', 'none', 'tenure_short'),
};

/** In attrition by their visits. */
export const leaving = standing('attrition', 'none', 'few_visits');

/** Where somebody stands who is back, until they can be judged again. */
export function easedTo(former: 'conversion' | 'loyalty', eased: Status): Standing {
  if (eased === 'watch' || eased === 'reconquered') return standings[former][eased];
  return early[former];
}
