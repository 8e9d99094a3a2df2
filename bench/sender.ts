// A client in a process of its own: batches over keep-alive connections, each until it is answered 200.
// argv: address, write key, batches a second (0 = as fast as answered), seconds, connections, name
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const [address = '', writeKey = '', rate = '0', seconds = '10', connections = '32', name = 'bench'] =
  process.argv.slice(2);
const perBatch = 100;
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const url = new URL('/v1/batch', address);
const latencies: number[] = [];
const refused = new Map<number, number>();
let number = 0;
let acknowledged = 0;

const begun = performance.now();
const end = begun + Number(seconds) * 1_000;
if (Number(rate) > 0) await atRate(Number(rate));
else await Promise.all(Array.from({ length: Number(connections) }, asFastAsAnswered));
const tookMs = performance.now() - begun;
latencies.sort((a, b) => a - b);
const at = (share: number) =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(
  `${JSON.stringify({ acknowledged, tookMs, p50: at(0.5), p99: at(0.99), max: latencies.at(-1) ?? 0, refused: Object.fromEntries(refused) })}\n`,
);
agent.destroy();

async function atRate(batchesPerSecond: number): Promise<void> {
  const under = new Set<Promise<void>>();
  let next = performance.now();
  while (performance.now() < end) {
    const one = deliver(body());
    under.add(one);
    void one.finally(() => under.delete(one));
    next += 1_000 / batchesPerSecond;
    const pause = next - performance.now();
    if (pause > 0) await wait(pause);
  }
  await Promise.all(under);
}

async function asFastAsAnswered(): Promise<void> {
  while (performance.now() < end) await deliver(body());
}

async function deliver(bytes: Buffer): Promise<void> {
  const sent = performance.now();
  for (;;) {
    const status = await post(bytes);
    if (status === 200) break;
    if (status === 0 && performance.now() - sent > 30_000)
      throw new Error(`${address} has not answered for 30 s`);
    refused.set(status, (refused.get(status) ?? 0) + 1);
    await wait(200);
  }
  latencies.push(performance.now() - sent);
  acknowledged += perBatch;
}

function post(bytes: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': bytes.length },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sending.on('error', () => resolve(0));
    sending.end(bytes);
  });
}

/** Events as a web shop sends them: 200 names, half a million customers of uneven activity, ~350 bytes each. */
function body(): Buffer {
  const batch = Array.from({ length: perBatch }, () => {
    number += 1;
    return {
      type: 'track',
      event: `Event ${number % 200}`,
      userId: `user-${Math.floor(Math.random() ** 3 * 500_000)}`,
      messageId: `${name}-${number}`,
      timestamp: new Date(Date.now() - Math.random() * 60_000).toISOString(),
      properties: {
        plan: 'gold',
        amount: number % 100,
        page: `/home/${number % 50}`,
        category: `c${number % 20}`,
        ref: 'google',
      },
      context: { library: { name: 'bench', version: '1' } },
    };
  });
  return Buffer.from(JSON.stringify({ writeKey, sentAt: new Date().toISOString(), batch }));
}
