import type { TimedEvent } from './events/loading/index.ts';

/** One event as the live stream shows it. */
export interface LiveEvent {
  readonly [field: string]: unknown;
  readonly event: string;
  readonly person: string;
  readonly at: string;
}

type Listener = (event: LiveEvent) => void;

/** What was just stored, told to whoever looks at a workspace's live stream. */
export class LiveEvents {
  readonly #listeners = new Map<number, Set<Listener>>();

  /** @returns how to stop listening */
  subscribe(workspace: number, listener: Listener): () => void {
    const listeners = this.#listeners.get(workspace) ?? new Set();
    this.#listeners.set(workspace, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  tell(workspace: number, events: readonly TimedEvent[]): void {
    const listeners = this.#listeners.get(workspace);
    if (listeners === undefined || listeners.size === 0) return;
    for (const event of events.slice(-shownAtOnce)) for (const listener of listeners) listener(shown(event));
  }
}

/** Of a busy second only the last ones are shown: nobody reads more. */
const shownAtOnce = 50;

const shown = ({ event, time, traffic, source }: TimedEvent): LiveEvent => ({
  event: event.event,
  type: event.type,
  person: event.userId ?? event.anonymousId ?? '',
  known: event.userId !== null,
  at: new Date(time).toISOString(),
  receivedAt: new Date(event.receivedAt).toISOString(),
  messageId: event.messageId,
  traffic,
  source,
  properties: event.properties,
});
