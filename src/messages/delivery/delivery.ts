import type { Workspace } from '#src/access/index.ts';
import { newId } from '#src/basics/ids.ts';
import type { Channel } from '#src/customers/consent/index.ts';
import {
  type ClaimedIntent,
  claimIntents,
  renewLeases,
  type Settled,
  type Settling,
  settleIntents,
  takeInDoubt,
} from '#src/decisions/intents/index.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { Breaker } from './breaker.ts';
import { askedAgain, handOver, type Ready } from './handing.ts';
import type { Lane, Rendered } from './lane.ts';
import { Outcomes } from './outcomes.ts';
import { type HeldOut, type Passed, passThrough, type Wishes } from './passing.ts';
import { readersOf } from './readers.ts';

/** A message that passed, as text and pictures; or why it cannot be: its reader lacks what it needs, or it does not read. */
export type RenderedOr = { readonly rendered: Rendered } | { readonly fault: string };

/** What delivery works with. */
export interface DeliveryParts {
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /** Of this process, no other's: what it held when it died is taken up by another. */
  readonly name: string;
  readonly wishes: Wishes;
  readonly heldOut: HeldOut;
  /** Which provider takes a workspace's messages of each channel. */
  readonly lanes: (workspace: Workspace) => Promise<ReadonlyMap<Channel, Lane>>;
  readonly render: (workspace: Workspace, passed: readonly Passed[]) => Promise<readonly RenderedOr[]>;
  /** Where one click takes a reader out; null where nobody may. */
  readonly unsubscribe: (workspace: Workspace, intent: ClaimedIntent, channel: Channel) => string | null;
  /** 0–1, anew at each call. */
  readonly chance: () => number;
}

const atOnce = 100;
/** Batches in a turn: a large campaign keeps no other workspace waiting. */
const batchesPerTurn = 5;
/** So long a message waits whose process died. */
const leaseMs = 30_000;
const renewEveryMs = 8_000;

/** The delivery of one workspace's messages. */
export class WorkspaceDelivery {
  readonly #parts: DeliveryParts;
  #workspace: Workspace;
  readonly #breakers = new Map<string, Breaker>();

  constructor(parts: DeliveryParts, workspace: Workspace) {
    this.#parts = parts;
    this.#workspace = workspace;
  }

  /** Hands over what is due, some batches of it. @returns `more` where that was not all */
  async turn(workspace: Workspace, signal: AbortSignal): Promise<'more' | undefined> {
    this.#workspace = workspace; // its zone or name may have changed
    for (let batch = 0; batch < batchesPerTurn && !signal.aborted; batch += 1) {
      const lanes = await this.#parts.lanes(workspace);
      await this.#settleDoubts(lanes);
      if ((await this.#deliver(lanes, signal)) < atOnce) return undefined;
    }
    return 'more';
  }

  /** Every batch has a name of its own: what it lost, another batch of this process does not take for its own. */
  #hands(): () => Settling {
    const by = `${this.#parts.name} ${newId('bat')}`;
    const workspace = this.#workspace.number;
    return () => ({ workspace, by, now: this.#parts.clock.now() });
  }

  /** What was left when a process died while a provider may have taken it. */
  async #settleDoubts(lanes: ReadonlyMap<Channel, Lane>): Promise<void> {
    const { records } = this.#parts;
    const settling = this.#hands()();
    const lost = await takeInDoubt(records, { ...settling, leaseMs, limit: 1_000 });
    const settled = lost.map(({ id, channel, inDoubt }): Settled => {
      const line = { id, channel, reason: 'in_doubt', detail: null, tried: true };
      const again = inDoubt === 'resend' || lanes.get(channel)?.idempotent === true;
      return again
        ? { ...line, state: 'waiting', dueAt: settling.now }
        : { ...line, state: 'uncertain', dueAt: null };
    });
    await settleIntents(records, settling, settled);
  }

  /** @returns how many messages it had in hand */
  async #deliver(lanes: ReadonlyMap<Channel, Lane>, signal: AbortSignal): Promise<number> {
    const { records } = this.#parts;
    const hands = this.#hands();
    const closed = [...lanes].flatMap(([channel, lane]) => (this.#isOpen(lane) ? [] : [channel]));
    const claimed = await claimIntents(records, { ...hands(), leaseMs, limit: atOnce, closed });
    if (claimed.length === 0) return 0;
    const renewing = setInterval(() => {
      renewLeases(records, { ...hands(), leaseMs }).catch(() => {}); // it comes again; too late, the rows are let go
    }, renewEveryMs);
    const outcomes = new Outcomes(records, hands);
    try {
      const passed = await this.#pass(hands(), claimed, lanes);
      const ready = await this.#ready(passed, outcomes);
      const batch: Batch = { outcomes, hands, signal, stopped: false };
      const ways = [...Map.groupBy(ready, ({ message }) => message.channel)].flatMap(([channel, own]) => {
        const lane = lanes.get(channel);
        return lane === undefined ? [] : [this.#handOverAll(lane, own, batch)];
      });
      const faults = (await Promise.allSettled(ways)).flatMap((way) =>
        way.status === 'rejected' ? [way.reason] : [],
      );
      await outcomes.written(); // what a fault of the records kept from being written is written now, or is in doubt
      if (faults.length > 0) throw faults[0];
    } finally {
      clearInterval(renewing);
    }
    return claimed.length;
  }

  #isOpen(lane: Lane): boolean {
    return lane.shut !== true && this.#breakerOf(lane).closedUntil <= this.#parts.clock.now();
  }

  #breakerOf({ name }: Lane): Breaker {
    const breaker = this.#breakers.get(name) ?? new Breaker();
    this.#breakers.set(name, breaker);
    return breaker;
  }

  async #pass(
    settling: Settling,
    claimed: readonly ClaimedIntent[],
    lanes: ReadonlyMap<Channel, Lane>,
  ): Promise<Passed[]> {
    const { records, warehouse, wishes, heldOut } = this.#parts;
    const workspace = this.#workspace;
    const own = records.of(workspace.number);
    const ids = [...new Set(claimed.map(({ person }) => person.id))];
    const readers = await readersOf(
      { workspace, records: own, warehouse: warehouse.of(workspace.number) },
      ids,
      settling.now,
    );
    const keepers = { wishes, heldOut, channels: new Set(lanes.keys()) };
    return own.transaction((tx) => passThrough(tx, settling, claimed, readers, keepers));
  }

  /** What cannot be rendered fails by itself; the others go. */
  async #ready(passed: readonly Passed[], outcomes: Outcomes): Promise<Ready[]> {
    const workspace = this.#workspace;
    const rendered = await this.#parts.render(workspace, passed);
    return passed.flatMap(({ intent, channel, address }, i) => {
      const told = rendered[i] ?? { fault: 'nothing was rendered' };
      if ('fault' in told) {
        const line = { id: intent.id, channel, reason: 'template', dueAt: null };
        outcomes.add({ ...line, state: 'failed', detail: told.fault });
        return [];
      }
      const message = {
        intent: intent.id,
        workspace: workspace.number,
        channel,
        purpose: intent.purpose,
        to: { address },
        rendered: told.rendered,
        unsubscribe: this.#parts.unsubscribe(workspace, intent, channel),
      };
      return [{ message, attempts: intent.attempts, inDoubt: intent.inDoubt, expiresAt: intent.expiresAt }];
    });
  }

  /**
   * As many side by side as the lane takes. What is left when it closes, or Perdure stops, waits again. Where the records fail,
   * nothing more begins.
   */
  async #handOverAll(lane: Lane, ready: readonly Ready[], batch: Batch): Promise<void> {
    const { clock, chance, records } = this.#parts;
    const breaker = this.#breakerOf(lane);
    const parts = { records, lane, breaker, outcomes: batch.outcomes, chance };
    const left = [...ready];
    const one = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined && !batch.stopped; next = left.shift()) {
        const now = clock.now();
        if (batch.signal.aborted) batch.outcomes.add(askedAgain(next.message, now));
        else if (breaker.closedUntil > now)
          batch.outcomes.add(askedAgain(next.message, breaker.closedUntil, 'provider'));
        else
          await handOver(parts, batch.hands, next).catch((error: unknown) => {
            batch.stopped = true;
            throw error;
          });
      }
    };
    const done = await Promise.allSettled(Array.from({ length: Math.min(lane.width, left.length) }, one));
    for (const worker of done) if (worker.status === 'rejected') throw worker.reason;
  }
}

interface Batch {
  readonly outcomes: Outcomes;
  readonly hands: () => Settling;
  readonly signal: AbortSignal;
  stopped: boolean;
}
