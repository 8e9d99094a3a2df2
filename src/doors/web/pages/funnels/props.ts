import type { FunnelAskInput, FunnelGrid, FunnelSeries } from '#src/insights/funnels/index.ts';
import type { Change } from '../../ui/address.ts';
import type { FunnelSearch } from './search.ts';
import type { Saying } from './shape.ts';

export type FunnelChange = Change<FunnelSearch>;

/** What every part of an answer is given. */
export interface ResultProps {
  readonly grid: FunnelGrid;
  readonly asked: FunnelAskInput;
  readonly search: FunnelSearch;
  readonly saying: Saying;
  /** Changes how the answer is looked at, not what is asked. */
  readonly onLook: FunnelChange;
}

/** The same, with the series that is looked at. */
export interface PartProps extends ResultProps {
  readonly series: FunnelSeries;
}
