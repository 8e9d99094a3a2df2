import type { Catalogue } from '../../ui/catalogue.ts';
import type { RetentionSearch } from './search.ts';

/** What every part of the sentence is given. */
export interface SentenceProps {
  readonly search: RetentionSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: RetentionSearch) => void;
}
