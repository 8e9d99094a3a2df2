import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type MailLaneOptions, openMailLane } from './lane.ts';
import type { CustomerMail, HandOverHooks, MailLane } from './port.ts';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** One letter a byte. */
  readonly raw: string;
}

/** What a test opens, closed in the order opened last first. */
export class Ends {
  readonly #ends: (() => Promise<void>)[] = [];

  add<T extends { close(): Promise<void> }>(it: T): T {
    this.#ends.unshift(() => it.close());
    return it;
  }

  async all(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end();
  }

  lane(options: MailLaneOptions): MailLane {
    return this.add(openMailLane(options));
  }
}

export interface MailServerAtHand {
  readonly url: string;
  readonly received: Received[];
  /** Connections opened so far. */
  readonly opened: () => number;
  close(): Promise<void>;
}

/** A real mail server on loopback. */
export async function mailServer(rules: SMTPServerOptions = {}): Promise<MailServerAtHand> {
  const received: Received[] = [];
  let opened = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onConnect(_session, done) {
      opened += 1;
      done();
    },
    onData(stream, { envelope }, done) {
      let raw = '';
      stream.on('data', (chunk) => {
        raw += chunk.toString('latin1');
      });
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
    ...rules,
  });
  server.on('error', () => undefined); // clients that break off are what some tests are about
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = listening.address() as AddressInfo; // listens on a port, so it is not a pipe's name
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    opened: () => opened,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

export const message = (number: number | string, changes: Partial<CustomerMail> = {}): CustomerMail => ({
  from: { name: 'Ma Marque', address: 'bonjour@marque.example' },
  to: { address: `julie-${number}@example.org` },
  replyTo: { name: '', address: 'aide@marque.example' },
  subject: `Votre été n° ${number}`,
  text: `Bonjour Julie,\n.\nà bientôt, ${number}.`,
  html: `<p>Bonjour Julie,</p>\n<p>à bientôt, ${number}.</p>`,
  headers: {
    'Message-ID': `<m-${number}@marque.example>`,
    'List-Unsubscribe': `<https://marque.example/u/${'token'.repeat(20)}>, <mailto:stop@marque.example>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Feedback-ID': 'ete:marque:marketing:perdure',
    'Auto-Submitted': 'auto-generated',
  },
  envelopeFrom: `bounce+${number}@marque.example`,
  ...changes,
});

/** Nothing to write down. */
export const atOnce: HandOverHooks = { beforeEnd: async () => undefined };
