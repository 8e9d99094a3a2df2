import { setTimeout as wait } from 'node:timers/promises';

/** A client that sends at a steady rate, tries again until it hears 200, and keeps account of what was acknowledged. */
export interface Sender {
  /** Message ids of batches that were answered 200. */
  readonly acknowledged: Set<string>;
  /** Message ids that were sent at least once. */
  readonly sent: Set<string>;
  /** How often each status was answered; 0 stands for no answer. */
  readonly answers: Map<number, number>;
  /** Finishes the batches under way. */
  stop(): Promise<void>;
}

/** What a sender does. */
export interface SenderWishes {
  /** Where the server is now; it may change. */
  readonly address: () => string;
  readonly writeKey: string;
  readonly eventsPerSecond: number;
  readonly perBatch: number;
  /** Told apart from other senders' messages. */
  readonly name: string;
}

/** Starts sending. */
export function startSender(wishes: SenderWishes): Sender {
  const acknowledged = new Set<string>();
  const sent = new Set<string>();
  const answers = new Map<number, number>();
  const state = { stopped: false };
  const pauseMs = (1_000 * wishes.perBatch) / wishes.eventsPerSecond;
  const underWay = new Set<Promise<void>>();
  let number = 0;
  const loop = (async () => {
    let next = performance.now();
    while (!state.stopped) {
      const ids = Array.from({ length: wishes.perBatch }, (_, i) => `${wishes.name}-${number + i}`);
      number += wishes.perBatch;
      for (const id of ids) sent.add(id);
      const delivery = deliver(wishes, ids, answers).then(() => {
        for (const id of ids) acknowledged.add(id);
      });
      underWay.add(delivery);
      void delivery.finally(() => underWay.delete(delivery));
      next += pauseMs;
      await wait(Math.max(0, next - performance.now()));
      while (underWay.size > 200) await wait(50); // the server is down: do not pile up without end
    }
  })();
  return {
    acknowledged,
    sent,
    answers,
    stop: async () => {
      state.stopped = true;
      await loop;
      await Promise.all(underWay);
    },
  };
}

/** Sends one batch until it is acknowledged; a batch whose answer was lost, or is taken for lost, is sent again whole. */
async function deliver(
  { address, writeKey }: SenderWishes,
  ids: readonly string[],
  answers: Map<number, number>,
): Promise<void> {
  const body = JSON.stringify({ writeKey, sentAt: new Date().toISOString(), batch: ids.map(event) });
  let repeats = ids.some((id) => id.endsWith('00')); // an answer now and then is lost on its way
  for (;;) {
    const status = await posted(`${address()}/v1/batch`, body);
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (status === 200 && !repeats) return;
    if (status === 200) repeats = false;
    if (status > 200 && status < 429) throw new Error(`the server answered ${status}`);
    await wait(50 + Math.random() * 100);
  }
}

/** The status; 0 where no answer came, as while the server is down. */
const posted = (url: string, body: string): Promise<number> =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(10_000),
  }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );

const event = (messageId: string) => ({
  type: 'track',
  event: 'Visit',
  userId: `user-${Number(messageId.split('-').at(-1)) % 997}`,
  messageId,
  timestamp: new Date().toISOString(),
  properties: { place: 'Lyon' },
});
