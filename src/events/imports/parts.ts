import type { Clock } from '#src/engines/clock/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { RowContract } from '../import-files/index.ts';
import type { LoadingParts } from '../loading/index.ts';

/** A contract as one row of a file tells it. */
export interface ContractTerms extends RowContract {
  /** As the file names it, or made from its content; never ''. */
  readonly contract: string;
  readonly row: number;
  /** From when on these terms hold, where that is told; else it is made out from what changed. */
  readonly effectiveAt?: number | undefined;
}

/**
 * Where contracts are kept. The room to the right fills it: this room knows files and events, not what contracts
 * mean.
 */
export interface ContractLedger {
  /**
   * Records what is new; a contract whose terms are known already is left alone. Within the caller's transaction.
   *
   * @param at the import's number, and the clock that says when we learn of it
   */
  record(
    tx: Transaction,
    workspace: number,
    terms: readonly ContractTerms[],
    at: { readonly importNumber: number; readonly clock: Clock },
  ): Promise<{ readonly stored: number; readonly unchanged: number }>;
  /** Of terms that give a contract to somebody else than it has, whose it is: a contract has one holder for ever. By row. */
  heldByOthers(
    records: Transaction,
    workspace: number,
    terms: readonly ContractTerms[],
  ): Promise<ReadonlyMap<number, Holder>>;
}

type Holder = RowContract['holder'];

/** What importing works with. */
export interface ImportParts {
  readonly warehouse: Warehouse;
  readonly records: Records;
  readonly clock: Clock;
  readonly loading: LoadingParts;
  readonly contracts: ContractLedger;
  /** Opens an engine that reads this machine's files, for a warehouse that is elsewhere; the caller closes it. */
  readonly openReader?: (() => Promise<Warehouse>) | undefined;
  /** The data folder. */
  readonly folder: { readonly path: string };
  /** Rows stored as one, of imports begun from now on; 500,000 unless told. */
  readonly chunkRows?: number | undefined;
}
