import type { Workspace } from '#src/access/index.ts';
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
import { handOver, type Ready } from './handing.ts';
import type { Lane, Rendered } from './lane.ts';
import { Outcomes } from './outcomes.ts';
import { type HeldOut, type Passed, passThrough, type Wishes } from './passing.ts';
import { calledOf, readersOf } from './readers.ts';

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

const atOnce = 200;
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

  /** Hands over all that is due. @returns how many messages it had in hand */
  async turn(workspace: Workspace, signal: AbortSignal): Promise<number> {
    this.#workspace = workspace; // its zone or name may have changed
    const lanes = await this.#parts.lanes(this.#workspace);
    await this.#settleDoubts(lanes);
    let done = 0;
    while (!signal.aborted) {
      const claimed = await claimIntents(this.#parts.records, {
        ...this.#settling(),
        leaseMs,
        limit: atOnce,
      });
      if (claimed.length === 0) break;
      done += claimed.length;
      await this.#deliver(claimed, lanes, signal);
    }
    return done;
  }

  #settling = (): Settling => ({
    workspace: this.#workspace.number,
    by: this.#parts.name,
    now: this.#parts.clock.now(),
  });

  /** What was left when a process died while a provider may have taken it. */
  async #settleDoubts(lanes: ReadonlyMap<Channel, Lane>): Promise<void> {
    const { records } = this.#parts;
    const settling = this.#settling();
    const lost = await takeInDoubt(records, { ...settling, leaseMs, limit: 1_000 });
    const settled = lost.map(({ id, channel, inDoubt }): Settled => {
      const line = { id, channel, reason: 'in_doubt', detail: null };
      const again = inDoubt === 'resend' || lanes.get(channel)?.idempotent === true;
      return again
        ? { ...line, state: 'waiting', dueAt: settling.now }
        : { ...line, state: 'uncertain', dueAt: null };
    });
    await settleIntents(records, settling, settled);
  }

  async #deliver(
    claimed: readonly ClaimedIntent[],
    lanes: ReadonlyMap<Channel, Lane>,
    signal: AbortSignal,
  ): Promise<void> {
    const renewing = setInterval(() => this.#renew(), renewEveryMs);
    try {
      const passed = await this.#pass(claimed, lanes);
      const outcomes = new Outcomes(this.#parts.records, this.#settling);
      const ready = await this.#ready(passed, outcomes);
      await Promise.all(
        [...Map.groupBy(ready, ({ message }) => message.channel)].map(([channel, own]) => {
          const lane = lanes.get(channel);
          return lane === undefined ? undefined : this.#handOverAll(lane, own, outcomes, signal);
        }),
      );
      await outcomes.written();
    } finally {
      clearInterval(renewing);
    }
  }

  async #pass(claimed: readonly ClaimedIntent[], lanes: ReadonlyMap<Channel, Lane>): Promise<Passed[]> {
    const { records, warehouse, wishes, heldOut } = this.#parts;
    const workspace = this.#workspace;
    const own = records.of(workspace.number);
    const settling = this.#settling();
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
    return passed.flatMap(({ intent, channel, address, reader }, i) => {
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
        to: { address, name: calledOf(reader) },
        rendered: told.rendered,
        unsubscribe: this.#parts.unsubscribe(workspace, intent, channel),
      };
      return [{ message, attempts: intent.attempts, inDoubt: intent.inDoubt, expiresAt: intent.expiresAt }];
    });
  }

  /** As many side by side as the lane takes. What is left when it closes, or Perdure stops, waits again. */
  async #handOverAll(
    lane: Lane,
    ready: readonly Ready[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, chance } = this.#parts;
    const breaker = this.#breakers.get(lane.name) ?? new Breaker();
    this.#breakers.set(lane.name, breaker);
    const parts = { records: this.#parts.records, lane, breaker, outcomes, chance };
    const left = [...ready];
    const one = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const now = clock.now();
        if (signal.aborted || breaker.closedUntil > now) {
          const line = { id: next.message.intent, channel: next.message.channel, detail: null };
          const dueAt = Math.max(now, breaker.closedUntil);
          outcomes.add({ ...line, state: 'waiting', reason: signal.aborted ? null : 'provider', dueAt });
          continue;
        }
        await handOver(parts, this.#settling, next);
      }
    };
    await Promise.all(Array.from({ length: Math.min(lane.width, left.length) }, one));
  }

  /** What a slow provider keeps waiting stays in hand. A renewal that fails comes again before the lease ends, or is too late. */
  #renew(): void {
    const settling = this.#settling();
    renewLeases(this.#parts.records, settling, settling.now + leaseMs).catch(() => {});
  }
}
