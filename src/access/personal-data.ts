import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

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

/**
 * What a slice stores about people. Each slice declares its own; erasure walks the list, so nothing is forgotten.
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
}
