import { createPrivateKey, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';
import { DomainError } from '#src/basics/errors.ts';
import type { CheckedMail } from './checked-mail.ts';

/** Whose name the messages are signed in (RFC 6376). */
export interface DkimKey {
  /** The domain that answers for them: `example.org`. */
  readonly domain: string;
  /** Where in it the public key lies: `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** RSA, as PEM. */
  readonly privateKey: string;
}

/** The whole message as it goes over the wire. */
export type Compose = (mail: CheckedMail, at: Date) => Promise<Buffer>;

/** What we write is what we sign. The library's own list has no List-Unsubscribe-Post, which RFC 8058 4 asks for. */
const signedHeaders = [
  'From',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Feedback-ID',
  'Auto-Submitted',
].join(':');

/** Composes messages and signs them, relaxed/relaxed with rsa-sha256, where there is a key. */
export function composing(key?: DkimKey): Compose {
  if (key === undefined) return composed;
  const dkim = new DKIM({
    domainName: tagValue('dkim.domain', key.domain),
    keySelector: tagValue('dkim.selector', key.selector),
    // An object read once: half the work of a signature was reading the PEM again.
    privateKey: rsaKey(key.privateKey),
    headerFieldNames: signedHeaders,
  });
  return async (mail, at) => {
    const signed = await buffer(dkim.sign(await composed(mail, at)));
    // The library sends what it cannot sign unsigned, and says nothing.
    if (!signed.subarray(0, 15).equals(signatureName))
      throw new Error('a message could not be signed (DKIM)');
    return signed;
  };
}

const signatureName = Buffer.from('DKIM-Signature:');

/** Addresses go in as objects, so that nothing parses them again; bodies are no names of files or pages to fetch. */
function composed(
  { from, to, replyTo, subject, text, html, headers }: CheckedMail,
  at: Date,
): Promise<Buffer> {
  const mail = new MailComposer({
    from,
    to,
    ...(replyTo === undefined ? {} : { replyTo }),
    subject,
    date: at,
    text,
    ...(html === undefined ? {} : { html }),
    // Prepared: written as they are, on one line; folding has broken signatures. They were checked before.
    headers: headers.map(([key, value]) => ({ key, value: { prepared: true, value } })),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

function tagValue(field: string, value: string): string {
  if (/^[A-Za-z0-9._-]{1,253}$/.test(value)) return value;
  throw new DomainError('mail.setting', { field, expected: 'letters, digits, dots and hyphens', got: value });
}

function rsaKey(pem: string): KeyObject {
  const key = readKey(pem);
  if (key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 1024) return key;
  throw new DomainError('mail.setting', {
    field: 'dkim.privateKey',
    expected: 'an RSA private key of 1024 bits or more as PEM',
    got: key === undefined ? 'what is no private key' : `a key of type ${key.asymmetricKeyType}`,
  });
}

/** Nothing of the key is told, whatever is wrong with it. */
function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
