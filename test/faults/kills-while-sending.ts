import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { Bed } from './bed.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { until } from './server-process.ts';

export interface SendingWishes {
  readonly messages: number;
  readonly kills: number;
  /** A kill falls within this long after the server is ready, milliseconds. */
  readonly withinMs: number;
  readonly seed: number;
}

const sender = { name: 'Marque', address: 'bonjour@marque.example', postal: '1 rue du Port, Nantes' };
const askedAtOnce = 20;
const msPerAsk = 25;

/**
 * R2: SIGKILL while messages that must arrive go out. Every message reaches the mail server; one that does twice bears the same
 * Message-ID both times, and a kill leaves at most one such.
 */
export async function killWhileSending(bed: Bed, wishes: SendingWishes): Promise<FaultReport> {
  const random = seeded(wishes.seed);
  const sink = await openSink();
  try {
    if (bed.server.running) await bed.server.end();
    const environment = { SMTP_URL: `smtp://127.0.0.1:${sink.port}?requireTLS=false` };
    await bed.start(environment);
    const run = `r2-${wishes.seed}-${Date.now()}`;
    await introduced(bed, run, wishes.messages);
    await bed.order('senders.change', sender);
    const due = Date.now() + 3_000 + wishes.messages * msPerAsk; // all at once, when all are asked for
    const asked = await askedFor(bed, run, { messages: wishes.messages, at: new Date(due).toISOString() });
    await wait(Math.max(0, due - Date.now()));
    let kills = 0;
    let cut = 0;
    for (; kills < wishes.kills && (await left(bed)) > 0; kills += 1) {
      const before = sink.accepted.size;
      await until(async () => sink.accepted.size > before, 40_000).catch(() => {}); // until what died is taken up again
      await wait(random() * wishes.withinMs);
      if (sink.accepted.size > before && sink.accepted.size < wishes.messages) cut += 1;
      await bed.server.kill();
      await bed.start(environment);
    }
    await until(async () => (await left(bed)) === 0, 10 * 60_000).catch(() => {}); // what is left is told below
    const waiting = await left(bed);
    await bed.server.end();
    return reportOf(wishes, { asked, kills, cut, waiting, sink });
  } finally {
    await sink.close();
  }
}

interface Sink {
  readonly port: number;
  /** How often each Message-ID was accepted. */
  readonly accepted: Map<string, number>;
  close(): Promise<void>;
}

/** A mail server that takes everything and remembers what. */
async function openSink(): Promise<Sink> {
  const accepted = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        const id = /^message-id:\s*<(\S+?)@/im.exec(text)?.[1] ?? 'none';
        accepted.set(id, (accepted.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  server.on('error', () => {}); // clients that are killed
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = listening.address() as AddressInfo; // listens on a port, so it is not a pipe's name
  return {
    port,
    accepted,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

const person = (run: string, number: number): string => `${run}-${number}`;

async function introduced(bed: Bed, run: string, people: number): Promise<void> {
  for (let from = 0; from < people; from += 500) {
    const batch = Array.from({ length: Math.min(500, people - from) }, (_, i) => ({
      type: 'identify',
      userId: person(run, from + i),
      messageId: `${run}-i-${from + i}`,
      traits: { email: `${person(run, from + i)}@example.org` },
    }));
    await bed.send(batch);
  }
  await bed.loaded();
}

/** The ids of the messages asked for. */
async function askedFor(
  bed: Bed,
  run: string,
  { messages, at }: { readonly messages: number; readonly at: string },
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < messages; from += askedAtOnce) {
    const some = await Promise.all(
      Array.from({ length: Math.min(askedAtOnce, messages - from) }, (_, i) =>
        bed.ask<{ message: string }>('messages.send', {
          id: person(run, from + i),
          key: `${run}-${from + i}`,
          purpose: 'transactional',
          at,
          email: { subject: 'Votre reçu', text: 'Merci pour votre commande.' },
        }),
      ),
    );
    ids.push(...some.map(({ message }) => message));
  }
  return ids;
}

/** How many messages are not told to their end. */
async function left(bed: Bed): Promise<number> {
  const { total } = await bed.ask<{ total: number }>('messages.list', {
    states: ['waiting', 'passed', 'handing_over'],
    limit: 1,
  });
  return total;
}

function reportOf(
  wishes: SendingWishes,
  {
    asked,
    kills,
    cut,
    waiting,
    sink: { accepted },
  }: {
    readonly asked: readonly string[];
    readonly kills: number;
    /** Kills while messages were going out. */
    readonly cut: number;
    readonly waiting: number;
    readonly sink: Sink;
  },
): FaultReport {
  const missing = asked.filter((id) => !accepted.has(id));
  const foreign = [...accepted.keys()].filter((id) => !asked.includes(id));
  const twice = asked.reduce((sum, id) => sum + Math.max(0, (accepted.get(id) ?? 0) - 1), 0);
  return {
    fault: `${kills} × SIGKILL while ${wishes.messages} messages go out`,
    passLine: 'none is missing; at most one a kill comes twice, under the same Message-ID',
    measured: `${asked.length - missing.length} of ${asked.length} arrived, ${twice} twice over ${kills} kills, ${cut} of them in the midst, ${waiting} wait`,
    failures: failing([
      [`${missing.length} messages are missing`, missing.length === 0],
      [`${foreign.length} messages came that nobody asked for`, foreign.length === 0],
      [`${twice} came twice over ${cut} kills in the midst`, twice <= cut],
      [`${waiting} messages wait still`, waiting === 0],
      ['no kill came while messages went out', cut > 0],
    ]),
    evidence: { wishes, missing, twice, kills },
  };
}
