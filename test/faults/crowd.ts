import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bed } from './bed.ts';
import { type FaultReport, failing, quantile } from './report.ts';

export interface CrowdWishes {
  /** Connections that have been answered once and stay open. */
  readonly idle: number;
  /** Clients that send a byte a second: half of them headers, half of them a body after whole headers. */
  readonly slow: number;
  /** How long to look on: over 10 s to see headers cut, over 30 s to see bodies cut. */
  readonly seconds: number;
  /** Most for 99 of 100 requests of normal clients; null where it is only measured. */
  readonly p99Ms: number | null;
}

const headersCutMs = 10_000;
const bodiesCutMs = 30_000;
/** The server looks every second, and a busy machine is late. */
const lateMs = 5_000;

/** R13: idle and slow connections in a crowd; everyone else goes on being answered. */
export async function crowd(bed: Bed, wishes: CrowdWishes): Promise<FaultReport> {
  await bed.up();
  const { port } = new URL(bed.server.address);
  const idle = await inGroups(wishes.idle, () => idleConnection(Number(port)));
  const half = Math.floor(wishes.slow / 2);
  const headers = await inGroups(half, () => slowConnection(Number(port), 'headers'));
  const bodies = await inGroups(half, () => slowConnection(Number(port), 'body'));
  const took = await normalClients(bed, wishes.seconds);
  const open = idle.filter((socket) => !socket.destroyed && socket.readyState === 'open').length;
  const early = lifetimes(headers).filter((ms) => ms < headersCutMs - 1_500).length;
  const uncut = [
    ...stillOpen(headers, wishes.seconds * 1000 > headersCutMs + lateMs),
    ...stillOpen(bodies, wishes.seconds * 1000 > bodiesCutMs + lateMs),
  ].length;
  for (const socket of [...idle, ...headers, ...bodies].map((one) => ('socket' in one ? one.socket : one)))
    socket.destroy();
  const p99 = Math.round(quantile(took.ms, 0.99));
  return {
    fault: `${wishes.idle} idle connections and ${wishes.slow} of a byte a second`,
    passLine: `headers cut at 10 s, bodies at 30 s; normal clients answered${wishes.p99Ms === null ? '' : `, p99 < ${wishes.p99Ms} ms`}`,
    measured: `${took.ms.length} normal requests, ${took.refused} refused, p99 ${p99} ms; ${told(headers, 'headers')}; ${told(bodies, 'bodies')}; ${open} idle still open`,
    failures: failing([
      [`${took.refused} normal requests were not answered 200`, took.refused === 0 && took.ms.length > 0],
      [`p99 was ${p99} ms`, wishes.p99Ms === null || p99 < wishes.p99Ms],
      [`${uncut} slow clients are not cut`, uncut === 0],
      [`${early} slow clients were cut before 10 s`, early === 0],
      [`${idle.length - open} idle connections were cut`, open === idle.length],
    ]),
    evidence: { wishes, p99, headers: lifetimes(headers), bodies: lifetimes(bodies) },
  };
}

interface Slow {
  readonly socket: Socket;
  readonly begun: number;
  /** When the server closed it; undefined while it is open. */
  cut: number | undefined;
}

const lifetimes = (slow: readonly Slow[]): number[] =>
  slow.flatMap(({ begun, cut }) => (cut === undefined ? [] : [Math.round(cut - begun)]));

const stillOpen = (slow: readonly Slow[], watched: boolean): readonly Slow[] =>
  watched ? slow.filter(({ cut }) => cut === undefined) : [];

const told = (slow: readonly Slow[], what: string): string => {
  const lived = lifetimes(slow);
  const longest = (Math.max(0, ...lived) / 1000).toFixed(1);
  return `${lived.length} of ${slow.length} slow ${what} cut, the last after ${longest} s`;
};

/** A few hundred at a time: the queue of new connections is short. */
async function inGroups<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const group = Math.min(200, count - made.length);
    made.push(...(await Promise.all(Array.from({ length: group }, make))));
  }
  return made;
}

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.off('error', reject);
      socket.on('error', () => undefined); // the cut itself comes as a reset
      resolve(socket);
    });
    socket.once('error', reject);
  });

async function idleConnection(port: number): Promise<Socket> {
  const socket = await opened(port);
  socket.write('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.resume();
  return socket;
}

async function slowConnection(port: number, part: 'headers' | 'body'): Promise<Slow> {
  const socket = await opened(port);
  const slow: Slow = { socket, begun: performance.now(), cut: undefined };
  const head = 'POST /v1/batch HTTP/1.1\r\nhost: 127.0.0.1\r\n';
  socket.write(part === 'headers' ? head : `${head}content-length: 5000\r\n\r\n{`);
  const drip = setInterval(() => socket.write(part === 'headers' ? 'x' : ' '), 1_000);
  socket.resume();
  socket.once('end', () => socket.destroy());
  socket.once('close', () => {
    clearInterval(drip);
    slow.cut ??= performance.now();
  });
  return slow;
}

/** Clients that send an event and read the answer, twenty times a second in all. */
async function normalClients(bed: Bed, seconds: number): Promise<{ ms: number[]; refused: number }> {
  const ms: number[] = [];
  let refused = 0;
  let sent = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await wait(50)) {
    sent += 1;
    const event = { type: 'track', event: 'Visit', userId: 'normal', messageId: `crowd-${sent}` };
    const begun = performance.now();
    const status = await bed.send([event]).catch(() => 0);
    ms.push(performance.now() - begun);
    if (status !== 200) refused += 1;
  }
  return { ms, refused };
}
