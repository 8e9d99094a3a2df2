import { createTransport } from 'nodemailer';
import { DomainError } from '#src/basics/errors.ts';
import { oneAddress } from './address.ts';
import type { Letter, Mail } from './port.ts';
import { serverAddress } from './server-address.ts';

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:587` or `smtps://…:465`. The sender is named by `?from=perdure@example.org`, else it is
   * the user where that is an address, else `perdure@host`.
   */
  readonly url: string;
}

/** Milliseconds; a mail server that stalls keeps nobody longer. */
const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
};

/** Sends through a mail server. */
export function openSmtp({ url }: SmtpOptions): Mail {
  const { address, sender } = splitAddress(url);
  const from = oneAddress(sender, 'SMTP_URL');
  const transport = createTransport(
    { url: address, pool: true, maxConnections: 2, ...patience },
    { disableFileAccess: true, disableUrlAccess: true },
  );
  return {
    send: async (letter) => {
      const to = oneAddress(letter.to);
      await transport.sendMail(message(letter, from, to)).catch((error) => refuse(error, to));
      return 'sent';
    },
    close: async () => transport.close(),
  };
}

/** Addresses go in as objects, so that nothing parses them again. */
const message = ({ subject, text, html }: Letter, from: string, to: string) => ({
  from: { name: 'Perdure', address: from },
  to: { name: '', address: to },
  subject,
  text,
  ...(html === undefined ? {} : { html }),
});

function splitAddress(url: string): { address: string; sender: string } {
  const parsed = serverAddress(url);
  const named = parsed.searchParams.get('from');
  parsed.searchParams.delete('from');
  return { address: parsed.href, sender: named ?? usualSender(parsed) };
}

function usualSender({ username, hostname }: URL): string {
  const user = decodeURIComponent(username);
  return user.includes('@') ? user : `perdure@${hostname}`;
}

/** 5xx is for ever, except where the fault is ours to mend: signing in, or a server that does not answer as SMTP. */
function refuse(error: unknown, to: string): never {
  const reply = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const final = reply >= 500 && code !== 'EAUTH';
  const said = error instanceof Error ? error.message : String(error);
  const refusal = final
    ? new DomainError('mail.refused', {
        field: 'to',
        expected: 'an address the mail server takes',
        got: `${to}: ${said}`,
      })
    : new DomainError('mail.unavailable', {
        kind: 'unavailable',
        expected: 'the mail server to take mail',
        got: said,
      });
  refusal.cause = error;
  throw refusal;
}
