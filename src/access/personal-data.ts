import type { Records, WorkspaceRecords } from '#src/engines/records/port.ts';
import type { Warehouse, WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';

/** Everything one person is known by in a workspace. */
export interface Person {
  readonly workspace: number;
  readonly userIds: readonly string[];
  readonly anonymousIds: readonly string[];
  /** Dense numbers, those given up included. */
  readonly numbers: readonly number[];
  /** What their traits say they are called and reached by: full names, e-mail addresses, telephone numbers. */
  readonly names: readonly string[];
}

/** Where personal data are held. */
export interface DataStores {
  readonly records: Records;
  readonly warehouse: Warehouse;
}

/** One workspace's rows, as they are read for whom they are about: rows of others cannot be seen. */
export interface OwnStores {
  readonly records: WorkspaceRecords;
  readonly warehouse: WorkspaceWarehouse;
}

/** One thing that is held about a person. Instants are ISO 8601 in UTC, days `YYYY-MM-DD`. */
export type Told = Readonly<Record<string, unknown>>;

/** Which part of what is held is asked for. */
export interface PartAsked {
  /** Where the part before ended, as its `next` said; null: from the beginning. */
  readonly after: string | null;
  /** How many things at most. */
  readonly most: number;
}

/** A part of what is held. */
export interface Part {
  readonly things: readonly Told[];
  /** Where the rest begins; null where this is all. */
  readonly next: string | null;
}

/** A list of what is held, for the person whom it is about. */
export interface Telling {
  /** What the list is called in the answer: `events`, `contracts` … Several holders may tell under one name. */
  readonly as: string;
  /** A part, in an order that stays, so that a long list needs never be held whole. */
  tell(stores: OwnStores, person: Person, asked: PartAsked): Promise<Part>;
}

/** Why something that is held is not told by itself. */
export interface Untold {
  readonly nothing: string;
}

/**
 * What a slice stores about people. Each slice declares its own; erasure and the export of a person walk the list, so that
 * nothing is forgotten.
 */
export interface PersonalData {
  /** What is held, for the register: `events`, `contracts` … */
  readonly holds: string;
  /**
   * Removes it all. Done twice, it changes nothing more.
   *
   * @param at when it is done, epoch milliseconds
   */
  erase(stores: DataStores, person: Person, at: number): Promise<void>;
  /** How many rows still hold something of the person: 0 after `erase`. */
  count(stores: DataStores, person: Person): Promise<number>;
  /** What is told of it to whoever asks what is known of them. */
  readonly tells: readonly Telling[] | Untold;
}
