import type { AhaDefinition, ScanAnswer, ScanAskInput } from '#src/insights/aha/index.ts';
import type { Change } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { BoardSearch } from './board-search.ts';
import type { AhaSearch, Behind, Chosen } from './search.ts';
import type { Saying } from './shape.ts';

/** What every part of the search's answer is given. */
export interface ResultProps {
  readonly found: ScanAnswer;
  readonly asked: ScanAskInput;
  readonly search: AhaSearch;
  readonly catalogue: Catalogue;
  readonly saying: Saying;
  /** Asks another question. */
  readonly onChange: Change<AhaSearch>;
  /** Looks at the same answer in another way. */
  readonly onLook: Change<AhaSearch>;
}

/** What is needed to look at one count of one event. */
export interface LookProps extends ResultProps {
  readonly chosen: Chosen;
  readonly onOpen: (open: Behind) => void;
}

/** What every part of a board is given. */
export interface BoardProps {
  readonly moment: AhaDefinition;
  readonly search: BoardSearch;
  readonly saying: Saying;
  readonly onLook: Change<BoardSearch>;
}
