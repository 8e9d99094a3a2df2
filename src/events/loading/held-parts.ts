import type { Journal } from '#src/engines/journal/port.ts';
import { IdentityBusy } from '../identity/index.ts';
import { type BatchPart, type LoadingParts, loadPart, readBatch } from './load.ts';
import { isLoaded } from './outcome.ts';

/** What the loader tells of itself. */
export interface Logger {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What loading a batch needs beside the stores. */
export type LoaderParts = LoadingParts & { readonly journal: Journal; readonly logger: Logger };

/** A workspace that somebody works on, and the batches in which it has events. */
interface Lane {
  /** Ids, oldest first, each with the instant at which it was received. */
  readonly batches: { readonly id: number; readonly receivedAt: number }[];
  /** True while a try failed for another reason than the lock. */
  failing: boolean;
}

/** How long the loader stands in line for one workspace while the others wait. */
const patienceMs = 2_000;
/** In its own lane a workspace waits as long as it takes; now and then it looks whether loading stops. */
const laneMs = 5_000;
/** Each lane in line keeps a connection to the records. */
const lanesAtOnce = 3;

/**
 * Loads batches part by part. Where a workspace is being worked on (rebuilt, merged, erased) for longer than a moment,
 * its part is left in the journal and loaded in a lane of its own when the work has ended; the others go on. A batch
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
  readonly #inLine: (() => void)[] = [];
  #lanesInLine = 0;

  constructor(parts: LoaderParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Workspaces whose events wait for other work to end. */
  get workspaces(): readonly number[] {
    return [...this.#lanes.keys()];
  }

  /** Since when events wait that only a fault keeps from being loaded; null where none do. */
  get failingSince(): number | null {
    const failing = [...this.#lanes.values()].filter((lane) => lane.failing);
    return failing.length === 0
      ? null
      : Math.min(...failing.map(({ batches }) => batches[0]?.receivedAt ?? 0));
  }

  /** Loads what can be loaded of a batch now, and sees to the rest. A second time it does what is left. */
  async load(batch: Awaited<ReturnType<typeof readBatch>>): Promise<void> {
    if (!this.#open.has(batch.id)) this.#open.set(batch.id, 1);
    for (const [workspace, arrivals] of batch.arrivals) {
      if (this.#lanes.get(workspace)?.batches.some(({ id }) => id === batch.id)) continue;
      const part = { workspace, batch: BigInt(batch.id), arrivals };
      if (this.#lanes.has(workspace) || !(await this.#loadedNow(part, patienceMs)))
        this.#hold(workspace, batch);
    }
    await this.#partDone(batch.id);
  }

  /** Resolves when no lane works any more; call it once loading is told to stop. */
  async stopped(): Promise<void> {
    for (const next of this.#inLine.splice(0)) next();
    await Promise.all(this.#running);
  }

  /** False where the workspace is being worked on. */
  async #loadedNow(part: BatchPart, patience: number): Promise<boolean> {
    const sources = [...new Set(part.arrivals.map(({ source }) => source))];
    if (await isLoaded(this.#parts.records, { ...part, sources })) return true;
    try {
      await loadPart(this.#parts, part, { patienceMs: patience });
      return true;
    } catch (error) {
      if (error instanceof IdentityBusy) return false;
      throw error;
    }
  }

  #hold(workspace: number, { id, receivedAt }: { readonly id: number; readonly receivedAt: number }): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    const lane = this.#lanes.get(workspace);
    if (lane !== undefined) lane.batches.push({ id, receivedAt });
    else this.#begin(workspace, { batches: [{ id, receivedAt }], failing: false });
  }

  #begin(workspace: number, lane: Lane): void {
    this.#lanes.set(workspace, lane);
    this.#parts.logger.info({ workspace }, 'a workspace is being worked on; its events wait in the journal');
    const running = this.#run(workspace, lane).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** A lane, until nothing waits in it. */
  async #run(workspace: number, lane: Lane): Promise<void> {
    const { clock, logger } = this.#parts;
    if (this.#lanesInLine >= lanesAtOnce) await new Promise<void>((resolve) => this.#inLine.push(resolve));
    else this.#lanesInLine += 1;
    for (let failures = 0, first = lane.batches[0]; first !== undefined && !this.#signal.aborted; ) {
      try {
        if (await this.#loadFrom(first.id, workspace)) {
          await this.#partDone(first.id);
          lane.batches.shift();
          first = lane.batches[0];
        }
        failures = 0;
        lane.failing = false;
      } catch (error) {
        failures += 1;
        lane.failing = true;
        logger.error({ err: error, workspace, failures }, 'what waited was not loaded; it is tried again');
        await clock.sleep(Math.min(100 * 2 ** failures, 5_000), this.#signal);
      }
    }
    this.#lanes.delete(workspace);
    const next = this.#inLine.shift();
    if (next === undefined) this.#lanesInLine -= 1;
    else next();
  }

  /** Reads a batch again, as far as it is one workspace's. False where that is still being worked on. */
  async #loadFrom(id: number, workspace: number): Promise<boolean> {
    const batch = await this.#parts.journal.next(1, id - 1);
    if (batch?.id !== id) return true; // the file was broken and mended without it
    const entries = batch.entries.filter((entry) => entry.workspace === workspace);
    const { arrivals } = await readBatch({ id, entries });
    const [part] = arrivals;
    if (part === undefined) return true; // erased meanwhile
    return this.#loadedNow({ workspace, batch: BigInt(id), arrivals: part[1] }, laneMs);
  }

  /** Finishes the batch with its last part. */
  async #partDone(id: number): Promise<void> {
    const open = this.#open.get(id) ?? 0;
    if (open > 1) {
      this.#open.set(id, open - 1);
      return;
    }
    await this.#parts.journal.finish(id);
    this.#open.delete(id);
  }
}
