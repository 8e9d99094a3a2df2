import type { MapFigures, MapProposals } from '#src/insights/journey-maps/index.ts';
import type { Change } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Draft } from './draft.ts';
import type { MapSearch, Which } from './search.ts';

/** What every part of a map is given. */
export interface MapProps {
  readonly draft: Draft;
  /** undefined while they are read, or where there is nothing to read. */
  readonly figures: MapFigures | undefined;
  readonly proposals: MapProposals | undefined;
  readonly catalogue: Catalogue | null;
  /** Whether the reader may change this map: an editor, at its latest version. */
  readonly may: boolean;
  readonly search: MapSearch;
  readonly look: Change<MapSearch>;
  /** Opens the people behind a figure. */
  readonly onOpen: (which: Which, over?: boolean) => void;
}
