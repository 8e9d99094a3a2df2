import type { Condition } from '#src/customers/segment-rules/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Unit } from './rule.ts';

/** What a condition of one kind is drawn by. */
export interface LeafProps<One extends Condition> {
  readonly condition: One;
  readonly catalogue: Catalogue;
  /** Whom it is about. */
  readonly unit: Unit;
  /** The segment that is changed: it cannot ask for itself. */
  readonly segment?: string | undefined;
  readonly onChange: (next: Condition) => void;
}
