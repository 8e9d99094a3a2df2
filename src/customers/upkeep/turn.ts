import type { Workspace } from '#src/access/index.ts';
import { lockNumbers } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { type AnnouncingParts, announce } from './announcing.ts';
import type { Keeper, Kept, News } from './keeper.ts';
import { Arrivals, everythingNew, joined, latestArrival, noNews } from './news.ts';

/** What upkeep works with. */
export interface UpkeepParts extends AnnouncingParts {
  readonly warehouse: Warehouse;
  readonly keepers: readonly Keeper[];
}

/** Why a keeper's turn failed. */
export interface Failure {
  readonly workspace: number;
  readonly keeper: string;
  readonly error: unknown;
}

interface Owed {
  news: News;
  /** Up to where it has done its work, durably. */
  mark: number;
}

/** The upkeep of one workspace: what each keeper still owes, over turns. */
export class WorkspaceUpkeep {
  readonly #parts: UpkeepParts;
  readonly #number: number;
  #arrivals: Arrivals | undefined;
  readonly #owed = new Map<string, Owed>();

  constructor(parts: UpkeepParts, workspace: number) {
    this.#parts = parts;
    this.#number = workspace;
  }

  /**
   * One turn: each keeper, with what it owes. Left alone while another process is at it. A keeper that fails keeps its
   * news; the others go on.
   */
  async turn(workspace: Workspace, signal: AbortSignal): Promise<readonly Failure[]> {
    return this.#parts.records.transaction(async (tx) => {
      if (!(await free(tx, this.#number))) {
        this.#arrivals = undefined; // what the other does is read back from where it says it got to
        this.#owed.clear();
        return [];
      }
      await this.#read();
      const failures: Failure[] = [];
      for (const keeper of this.#parts.keepers) {
        if (signal.aborted) break;
        await this.#keep(keeper, workspace, signal).catch((error: unknown) => {
          if (!signal.aborted) failures.push({ workspace: this.#number, keeper: keeper.name, error });
        });
      }
      return failures;
    });
  }

  async #read(): Promise<void> {
    const { warehouse, clock, keepers } = this.#parts;
    if (this.#arrivals === undefined) {
      const now = clock.now();
      const marks = await this.#marks();
      const known = keepers
        .flatMap(({ name }) => marks.get(name) ?? [])
        .filter((at) => !Arrivals.tooOld(at, now));
      this.#arrivals = new Arrivals(
        known.length === 0 ? await latestArrival(warehouse.of(this.#number)) : Math.min(...known),
      );
      for (const { name } of keepers) {
        const mark = marks.get(name);
        const knows = mark !== undefined && !Arrivals.tooOld(mark, now);
        this.#owed.set(name, { news: knows ? noNews : everythingNew, mark: mark ?? 0 });
      }
    }
    const news = await this.#arrivals.next(warehouse.of(this.#number));
    for (const owed of this.#owed.values()) owed.news = joined(owed.news, news);
  }

  async #marks(): Promise<Map<string, number>> {
    const rows = await this.#parts.records.of(this.#number).rows(sql<{ keeper: string; mark: string }>`
      select keeper, mark
      from kept_until`);
    return new Map(rows.map(({ keeper, mark }) => [keeper, Date.parse(mark)]));
  }

  async #keep(keeper: Keeper, workspace: Workspace, signal: AbortSignal): Promise<void> {
    const owed = this.#owed.get(keeper.name);
    const upTo = this.#arrivals?.mark;
    if (owed === undefined || upTo === undefined) return;
    await keeper.keep(this.#kept(workspace, signal), owed.news);
    owed.news = noNews;
    if (upTo <= owed.mark) return;
    await this.#parts.records.of(this.#number).run(sql`
      insert into kept_until (workspace_id, keeper, mark)
      values (${this.#number}, ${keeper.name}, ${new Date(upTo)})
      on conflict (workspace_id, keeper) do update set mark = excluded.mark`);
    owed.mark = upTo;
  }

  #kept(workspace: Workspace, signal: AbortSignal): Kept {
    const { records, warehouse, clock } = this.#parts;
    return {
      workspace,
      warehouse: warehouse.of(this.#number),
      store: warehouse,
      records: records.of(this.#number),
      clock,
      signal,
      announce: (events) => announce(this.#parts, this.#number, events),
    };
  }
}

/** Takes the lock for this transaction, unless somebody holds it. */
async function free(tx: Transaction, workspace: number): Promise<boolean> {
  await tx.run(sql`set local idle_in_transaction_session_timeout = 0`);
  const row = await tx.row(sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(${lockNumbers.upkeep}::integer, ${workspace}::integer) as got`);
  return row?.got === true;
}
