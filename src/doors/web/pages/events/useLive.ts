import { useEffect, useState } from 'react';

/** An event as the live stream tells it. */
export interface LiveEvent {
  readonly key: string;
  readonly event: string;
  readonly type: string;
  readonly person: string;
  readonly known: boolean;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly receivedAt: string;
  readonly traffic: 'customer' | 'internal' | 'bot';
  readonly source: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Live {
  /** Newest first, the last 200. */
  readonly events: readonly LiveEvent[];
  readonly connection: 'opening' | 'open' | 'lost';
}

const kept = 200;

/** Listens to a workspace's live stream while the page is open; the browser reconnects by itself. */
export function useLive(workspace: string): Live {
  const [live, setLive] = useState<Live>({ events: [], connection: 'opening' });
  useEffect(() => {
    const stream = new EventSource(`/api/live?workspace=${encodeURIComponent(workspace)}`);
    let number = 0;
    stream.onopen = () => setLive((before) => ({ ...before, connection: 'open' }));
    stream.onerror = () => setLive((before) => ({ ...before, connection: 'lost' }));
    stream.addEventListener('event', ({ data }: MessageEvent<string>) => {
      number += 1;
      const event = readLiveEvent(data, String(number));
      setLive(({ events }) => ({ events: [event, ...events].slice(0, kept), connection: 'open' }));
    });
    return () => stream.close();
  }, [workspace]);
  return live;
}

/** Reads one message of the stream; what is missing is left empty rather than guessed. */
export function readLiveEvent(data: string, key: string): LiveEvent {
  const raw = JSON.parse(data) as Record<string, unknown>;
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : '');
  const traffic = text('traffic');
  const { properties } = raw;
  return {
    key,
    event: text('event'),
    type: text('type'),
    person: text('person'),
    known: raw.known === true,
    at: text('at'),
    receivedAt: text('receivedAt') || text('at'),
    traffic: traffic === 'internal' || traffic === 'bot' ? traffic : 'customer',
    source: typeof raw.source === 'number' ? raw.source : 0,
    properties: typeof properties === 'object' && properties !== null ? { ...properties } : {},
  };
}
