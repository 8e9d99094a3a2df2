// Messages to customers through the mail lane, beside a bare nodemailer pool: DKIM with RSA 2048, 16 KB of HTML, 5
// connections, to a mail server in a process of its own on this machine that takes everything and keeps nothing.
// node bench/mail-lane.ts [--mails 10000] [--rounds 5]   results: bench/results/mail-lane.md
import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { type CustomerMail, openMailLane } from '#src/engines/mail/index.ts';

const { values: told } = parseArgs({
  options: {
    mails: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    sink: { type: 'boolean', default: false },
  },
});
const [mails, rounds] = [Number(told.mails), Number(told.rounds)];
const connections = 5;
/** Handed over side by side. */
const beside = 40;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const html = '<p style="margin:0">Bonjour Julie, voilà « l’été » qui revient chez nous, et vous ?</p>\n'
  .repeat(200)
  .slice(0, 16_384);

/** One way to send: hands one message over, and says what it cost to open and close. */
interface Way {
  send(number: number): Promise<void>;
  close(): Promise<void>;
}

const message = (number: number): CustomerMail => ({
  from: { name: 'Ma Marque', address: 'bonjour@marque.example' },
  to: { address: `julie-${number}@example.org` },
  subject: `Votre été n° ${number}`,
  text: 'Bonjour Julie, voilà l’été.',
  html,
  headers: {
    'Message-ID': `<m-${number}@marque.example>`,
    'List-Unsubscribe': `<https://marque.example/u/${number}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  envelopeFrom: `bounce+${number}@marque.example`,
});

/** @param writingMs what the caller takes to write down that the hand-over begins, and again what became of it */
function ours(url: string, writingMs: number): Way {
  const dkim = { domain: 'marque.example', selector: 'p1', privateKey: key };
  const lane = openMailLane({ url, connections, dkim });
  const written = () => (writingMs === 0 ? Promise.resolve() : wait(writingMs));
  return {
    send: async (number) => {
      const over = await lane.handOver(message(number), {
        beforeEnd: written,
        afterEnd: written,
      });
      if (!over.taken) throw new Error(`${over.failure.stage}: ${over.failure.reply}`);
    },
    close: () => lane.close(),
  };
}

function bare(url: string): Way {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    dkim: { domainName: 'marque.example', keySelector: 'p1', privateKey: key },
  });
  return {
    send: async (number) => {
      const { from, to, subject, text, headers, envelopeFrom } = message(number);
      const envelope = { from: envelopeFrom, to: to.address };
      const addresses = { from, to: { name: '', ...to }, envelope, messageId: headers['Message-ID'] };
      await transport.sendMail({ ...addresses, subject, text, html, headers: { ...headers } });
    },
    close: async () => transport.close(),
  };
}

interface Spent {
  readonly perSecond: number[];
  /** Processor milliseconds of this process per message, which a busy machine disturbs less. */
  readonly work: number[];
}

/** So many messages, `beside` at a time. */
async function round({ send }: Way, count: number, spent: Spent | undefined): Promise<void> {
  let next = 0;
  const before = process.cpuUsage();
  const begun = performance.now();
  const one = async () => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: beside }, one));
  const { user, system } = process.cpuUsage(before);
  spent?.perSecond.push((count * 1_000) / (performance.now() - begun));
  spent?.work.push((user + system) / 1_000 / count);
}

async function measured(): Promise<void> {
  const sink = fork(import.meta.filename, ['--sink'], { stdio: 'inherit' });
  const url = `smtp://127.0.0.1:${await portOf(sink)}`;
  const ways: Readonly<Record<string, Way>> = {
    'nodemailer pool': bare(url),
    'mail lane': ours(url, 0),
    'mail lane, 1 ms to write down each': ours(url, 1),
  };
  const spent = new Map<string, Spent>();
  try {
    for (const way of Object.values(ways)) await round(way, 200, undefined); // warms
    for (let turn = 0; turn < rounds; turn += 1) {
      for (const [name, way] of Object.entries(ways)) {
        const own = spent.get(name) ?? { perSecond: [], work: [] };
        spent.set(name, own);
        await round(way, Math.ceil(mails / rounds), own);
      }
    }
  } finally {
    await Promise.all(Object.values(ways).map((way) => way.close()));
    sink.kill();
  }
  report(spent);
}

function report(spent: ReadonlyMap<string, Spent>): void {
  const pool = middle(spent.get('nodemailer pool')?.perSecond ?? []);
  const lines = [...spent].map(([name, { perSecond, work }]) => {
    const rates = [Math.min(...perSecond), middle(perSecond), Math.max(...perSecond)].map(Math.round);
    const ratio = `${Math.round((middle(perSecond) / pool) * 100)} %`;
    return `| ${[name, rates.join(' / '), ratio, middle(work).toFixed(2)].join(' | ')} |`;
  });
  const text = `# Messages to customers: the mail lane beside a bare nodemailer pool

${mails} messages each way of 16 KB HTML, signed (DKIM, RSA 2048), ${beside} side by side over ${connections} connections, to a mail server in a
process of its own on this machine. Messages a second, min / median / max of ${rounds} rounds in turn; of the pool's median;
processor milliseconds of the sending process a message. Wanted: 80 % of the pool or more. The lane holds each end of a
message back until its caller has written it down, and lets one at a time be in doubt, until what became of it is written
down too, while the server answers in under 50 ms.

${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| | messages/s | of the pool | work |
|---|---|---|---|
${lines.join('\n')}
`;
  console.log(text);
  writeFileSync(join(import.meta.dirname, 'results/mail-lane.md'), text);
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const portOf = (sink: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    sink.once('message', (port) => resolve(Number(port)));
    sink.once('exit', (code) => reject(new Error(`the mail server ended with ${code}`)));
  });

/** Takes everything, keeps nothing. */
function serve(): void {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  const listening = server.listen(0, '127.0.0.1', () => {
    process.send?.((listening.address() as AddressInfo).port); // listens on a port, so it is not a pipe's name
  });
}

if (told.sink) serve();
else await measured();
