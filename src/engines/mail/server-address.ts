import { isIP } from 'node:net';
import { DomainError } from '#src/basics/errors.ts';

/** How a mail server is reached, as its address says. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Refuse to go on where the server offers no TLS. */
  readonly requireTLS: boolean;
  readonly tls: { readonly rejectUnauthorized: boolean };
  readonly auth?: { readonly user: string; readonly pass: string };
  /** What we call ourselves in EHLO; else the machine's name. */
  readonly name?: string;
}

/**
 * The address of a mail server.
 *
 * @throws DomainError `mail.server_address`, without the password
 */
export function serverAddress(url: string): URL {
  if (URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol)) return new URL(url);
  throw new DomainError('mail.server_address', {
    field: 'SMTP_URL',
    expected: 'an address such as smtp://user:password@host:587',
    got: url.replace(/:[^:@/]*@/, ':…@'),
  });
}

/**
 * What the address says: `?requireTLS=true|false`, `?tls.rejectUnauthorized=false` (a certificate of one's own),
 * `?name=mail.example.org`. A password is said to another machine under TLS only, unless `requireTLS=false`.
 *
 * @throws DomainError `mail.server_address`
 */
export function mailServer(url: string): MailServer {
  const address = serverAddress(url);
  const secure = address.protocol === 'smtps:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const [user, pass] = [decodeURIComponent(address.username), decodeURIComponent(address.password)];
  const told = address.searchParams;
  const name = told.get('name');
  return {
    host,
    port: Number(address.port) || (secure ? 465 : 587),
    secure,
    requireTLS: told.has('requireTLS')
      ? told.get('requireTLS') === 'true'
      : user !== '' && !isThisMachine(host),
    tls: { rejectUnauthorized: told.get('tls.rejectUnauthorized') !== 'false' },
    ...(user === '' ? {} : { auth: { user, pass } }),
    ...(name === null ? {} : { name }),
  };
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
