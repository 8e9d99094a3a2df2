import type { Journal } from '#src/engines/journal/port.ts';
import { type HoldWait, IdentityBusy, moveGivenUp } from '../identity/index.ts';
import { type LeftMark, takeBackOf } from './left-marks.ts';
import { type BatchPart, type LoadingParts, loadPart, type ReadBatch, readBatch } from './load.ts';
import { isLoaded } from './outcome.ts';

/** What the loader tells of itself. */
export interface Logger {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What loading a batch needs beside the stores. */
export type LoaderParts = LoadingParts & { readonly journal: Journal; readonly logger: Logger };

/** A workspace that somebody works on or whose events cannot be loaded, and the batches in which it has events. */
interface Lane {
  /** Ids, oldest first, each with the instant at which it was received. */
  readonly batches: { readonly id: number; readonly receivedAt: number }[];
  /** What the last try failed for, where that was not the lock. */
  trouble: string | null;
  /** Since when it waits for its turn, epoch milliseconds; null while it is being tried, and after a failure. */
  inLineSince: number | null;
}

/** How long the loader stands in line for one workspace while the others wait. */
const patienceMs = 2_000;
/** In its own lane a workspace waits as long as it takes; now and then it looks whether loading stops. */
const laneMs = 5_000;
/** Where others wait for their turn, the next is tried after this. */
const turnMs = 500;
/** Each lane that is tried keeps a connection to the records: of the places for loading, all but the loader's own. */
const lanesAtOnce = 2;
/** So often a part may fail before its workspace has a lane of its own and the others go on. */
const failuresInLine = 3;

/**
 * Loads batches part by part. Where a workspace is being worked on (rebuilt, merged, erased) for longer than a moment,
 * its part is left in the journal and loaded in a lane of its own when the work has ended; the others go on. So it is
 * with a part that cannot be loaded, again and again, while both stores answer. Lanes are tried in turn. A batch
 * is finished when its last part is: until then the journal keeps all of it, so that a kill loses nothing, and the
 * counts tell which parts need not be loaded again.
 */
export class HeldParts {
  readonly #parts: LoaderParts;
  readonly #signal: AbortSignal;
  readonly #lanes = new Map<number, Lane>();
  readonly #running = new Set<Promise<void>>();
  /** Parts of each batch that are not loaded; the loader itself counts as one while it goes through the batch. */
  readonly #open = new Map<number, number>();
  readonly #failures = new Map<string, number>();
  /** Batches begun before this start: one of them may have lost entries. */
  readonly #recovered = new Set<number>();
  readonly #inLine: (() => void)[] = [];
  #lanesTried = 0;
  /** Ends the loader's rest. */
  #rest = new AbortController();

  constructor(parts: LoaderParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Workspaces whose events wait for other work to end. */
  get workspaces(): readonly number[] {
    return [...this.#lanes].filter(([, { trouble }]) => trouble === null).map(([workspace]) => workspace);
  }

  /** Nothing waits in any lane. */
  get none(): boolean {
    return this.#lanes.size === 0;
  }

  /** Why what waits in some lane is not loaded, where that is not the work of others. */
  get trouble(): string | null {
    for (const { trouble } of this.#lanes.values()) if (trouble !== null) return trouble;
    return null;
  }

  /** Since when events wait that only a fault keeps from being loaded, or lanes for their turn; null where none do. */
  get behindSince(): number | null {
    const since = [...this.#lanes.values()].flatMap(({ trouble, inLineSince, batches: [first] }) => {
      if (trouble !== null) return first?.receivedAt ?? [];
      return inLineSince ?? [];
    });
    return since.length === 0 ? null : Math.min(...since);
  }

  /** Told once, before the first batch: those that were begun before this start, and marks of others, taken back. */
  recover(begun: readonly number[], lost: readonly LeftMark[]): void {
    for (const id of begun) this.#recovered.add(id);
    this.#tookBack(lost);
  }

  /** Waits until a lane has come to its end, but not longer than so many milliseconds. */
  async laneEndsOr(ms: number): Promise<void> {
    this.#rest = new AbortController();
    await this.#parts.clock.sleep(ms, AbortSignal.any([this.#signal, this.#rest.signal]));
  }

  /**
   * Loads what can be loaded of a batch now, and sees to the rest. A second time it does what is left.
   *
   * @returns whether anything of it was loaded
   */
  async load(batch: ReadBatch): Promise<boolean> {
    let moved = false;
    if (!this.#open.has(batch.id)) this.#open.set(batch.id, 1);
    for (const [workspace, arrivals] of batch.arrivals) {
      const lane = this.#lanes.get(workspace);
      if (lane?.batches.some(({ id }) => id === batch.id)) continue;
      const part = { workspace, batch: BigInt(batch.id), arrivals };
      const end = lane === undefined ? await this.#tried(part) : 'busy';
      if (end !== 'loaded') this.#hold(workspace, batch, end);
      else moved = true;
    }
    await this.#partDone(batch.id);
    return moved;
  }

  /** Resolves when no lane works any more; call it once loading is told to stop. */
  async stopped(): Promise<void> {
    for (const next of this.#inLine.splice(0)) next();
    await Promise.all(this.#running);
  }

  /** @throws Error what loading the part throws, until that is known to be its own fault */
  async #tried(part: BatchPart): Promise<'loaded' | 'busy' | Error> {
    const key = `${part.workspace} ${part.batch}`;
    try {
      const loaded = await this.#loadedNow(part, { patienceMs, loading: true });
      this.#failures.delete(key);
      return loaded ? 'loaded' : 'busy';
    } catch (error) {
      const failures = (this.#failures.get(key) ?? 0) + 1;
      this.#failures.set(key, failures);
      if (failures < failuresInLine) throw error;
      await Promise.all([this.#parts.records.ping(), this.#parts.warehouse.ping()]); // else it is everybody's
      this.#failures.delete(key);
      const { workspace, batch } = part;
      this.#parts.logger.error(
        { err: error, workspace, batch: Number(batch), failures },
        'events of a workspace cannot be loaded; those of the others go on',
      );
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** False where the workspace is being worked on. */
  async #loadedNow(part: BatchPart, wait: HoldWait): Promise<boolean> {
    const sources = [...new Set(part.arrivals.map(({ source }) => source))];
    if (await isLoaded(this.#parts.records, { ...part, sources })) return true;
    try {
      await loadPart(this.#parts, part, wait);
      return true;
    } catch (error) {
      if (error instanceof IdentityBusy) return false;
      throw error;
    }
  }

  #hold(workspace: number, { id, receivedAt }: ReadBatch, why: 'busy' | Error): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    const lane = this.#lanes.get(workspace);
    if (lane !== undefined) {
      lane.batches.push({ id, receivedAt });
      return;
    }
    if (why === 'busy')
      this.#parts.logger.info(
        { workspace },
        'a workspace is being worked on; its events wait in the journal',
      );
    const trouble = why === 'busy' ? null : why.message;
    const begun: Lane = { batches: [{ id, receivedAt }], trouble, inLineSince: null };
    this.#lanes.set(workspace, begun);
    this.#keep(this.#run(workspace, begun));
  }

  /** Waited for when loading stops. */
  #keep(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** A lane, until nothing waits in it. */
  async #run(workspace: number, lane: Lane): Promise<void> {
    const { clock, logger } = this.#parts;
    let failures = lane.trouble === null ? 0 : failuresInLine;
    for (let first = lane.batches[0]; first !== undefined && !this.#signal.aborted; first = lane.batches[0]) {
      if (failures > 0) await clock.sleep(Math.min(100 * 2 ** failures, 5_000), this.#signal);
      await this.#turn(lane);
      try {
        if (await this.#loadFrom(first.id, workspace)) {
          await this.#partDone(first.id);
          lane.batches.shift();
        }
        failures = 0;
        lane.trouble = null;
      } catch (error) {
        failures += 1;
        lane.trouble = error instanceof Error ? error.message : String(error);
        logger.error({ err: error, workspace, failures }, 'what waited was not loaded; it is tried again');
      } finally {
        this.#turnEnds();
      }
    }
    this.#lanes.delete(workspace);
    this.#rest.abort();
  }

  /** The lane's turn: at once where few wait, else after those that wait longer. */
  async #turn(lane: Lane): Promise<void> {
    if (this.#lanesTried < lanesAtOnce) {
      this.#lanesTried += 1;
      return;
    }
    lane.inLineSince = this.#parts.clock.now();
    await new Promise<void>((resolve) => this.#inLine.push(resolve));
    lane.inLineSince = null;
  }

  #turnEnds(): void {
    const next = this.#inLine.shift();
    if (next === undefined) this.#lanesTried -= 1;
    else next();
  }

  /** Reads a batch again, as far as it is one workspace's. False where that is still being worked on. */
  async #loadFrom(id: number, workspace: number): Promise<boolean> {
    if (this.#signal.aborted) return false;
    const batch = await this.#parts.journal.next(1, id - 1);
    const entries = batch?.id === id ? batch.entries.filter((entry) => entry.workspace === workspace) : [];
    const { arrivals } = await readBatch({ id, entries });
    const [part] = arrivals;
    if (part === undefined) {
      // The file was broken and mended without it, or it was erased meanwhile.
      this.#tookBack(await takeBackOf(this.#parts.records, id, workspace));
      return true;
    }
    const wait = { patienceMs: this.#inLine.length > 0 ? turnMs : laneMs, loading: true };
    return this.#loadedNow({ workspace, batch: BigInt(id), arrivals: part[1] }, wait);
  }

  /** Marks that nobody will repeat: what they held back is moved. */
  #tookBack(marks: readonly LeftMark[]): void {
    for (const mark of marks)
      this.#parts.logger.error(
        mark,
        'a batch that was half stored is gone from the journal; its mark is taken back',
      );
    for (const workspace of new Set(marks.map((mark) => mark.workspace))) this.#keep(this.#move(workspace));
  }

  async #move(workspace: number): Promise<void> {
    const { clock, logger } = this.#parts;
    for (let moved = false; !moved && !this.#signal.aborted; ) {
      try {
        await moveGivenUp(this.#parts, workspace, { patienceMs: laneMs });
        moved = true;
      } catch (error) {
        if (error instanceof IdentityBusy) continue;
        logger.error({ err: error, workspace }, 'what was given up was not moved; it is tried again');
        await clock.sleep(laneMs, this.#signal);
      }
    }
  }

  /** Finishes the batch with its last part. */
  async #partDone(id: number): Promise<void> {
    const open = this.#open.get(id) ?? 0;
    if (open > 1) {
      this.#open.set(id, open - 1);
      return;
    }
    if (this.#recovered.has(id)) this.#tookBack(await takeBackOf(this.#parts.records, id));
    await this.#parts.journal.finish(id);
    this.#recovered.delete(id);
    this.#open.delete(id);
  }
}
