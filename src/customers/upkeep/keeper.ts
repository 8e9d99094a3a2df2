import type { Workspace } from '#src/access/index.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';
import type { Warehouse, WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';

/** What arrived in a workspace since a keeper last did its work. */
export interface News {
  /** Too much arrived to name it, or nobody knows what did: everything may have changed. */
  readonly everything: boolean;
  /** Numbers of those whose events, traits or owners changed; ascending. Empty where everything may have. */
  readonly customers: readonly number[];
  readonly events: ReadonlySet<string>;
  /** Accounts named on events or by group calls. */
  readonly accounts: ReadonlySet<string>;
  /** Something was said of people or accounts. */
  readonly traits: boolean;
}

/** Something Perdure did, to be recorded as an event. It stands for one person, one account, or both. */
export interface Announcement {
  /** `perdure.<thing>_<done>` */
  readonly event: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The person's number. */
  readonly customer?: number;
  /** Or their user id, where they may have no number yet. */
  readonly user?: string;
  readonly account?: string;
  /** The same for the same thing: told again, it is stored once. */
  readonly messageId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** One workspace, as keepers see it. */
export interface Kept {
  readonly workspace: Workspace;
  /** Sees this workspace alone. */
  readonly warehouse: WorkspaceWarehouse;
  /** The whole warehouse, to write to. */
  readonly store: Warehouse;
  readonly records: WorkspaceRecords;
  readonly clock: Clock;
  /** Fires when Perdure stops. */
  readonly signal: AbortSignal;
  /** Records events of ours; resolves when they are as durable as any that were accepted. */
  announce(events: readonly Announcement[]): Promise<void>;
}

/** Keeps something up to date as events arrive and time passes. */
export interface Keeper {
  readonly name: string;
  /**
   * Brings what it keeps up to date. Called every few seconds, without news too: time alone may change something. A turn
   * that fails, or is cut, is repeated with the same news and what came since: it must bear being done again.
   */
  keep(kept: Kept, news: News): Promise<void>;
}
