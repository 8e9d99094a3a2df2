import { DomainError } from '#src/basics/errors.ts';
import { isAscii, oneAddress, wireAddress } from './address.ts';
import type { CustomerMail, CustomerMailHeaders, NamedAddress } from './port.ts';

/** A message nothing can be added to: what comes of it are these headers and these readers. */
export interface CheckedMail {
  readonly from: NamedAddress;
  readonly to: NamedAddress;
  readonly replyTo?: NamedAddress;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** By name, in the order they are written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly envelope: { readonly from: string; readonly to: string };
}

const longestName = 200;
const longestSubject = 500;
const longestBody = 2_000_000;
/** Of a line, its name included (RFC 5322 2.1.1); those headers are not folded. */
const longestLine = 998;

/** One pair of angle brackets around what no parser reads in two ways. */
const messageIdForm = /^<[\w!#$%&'*+/=?^`{|}~.-]{1,120}@[A-Za-z0-9.-]{1,120}>$/;

/** Written as it stands this would be read as what it encodes (RFC 2047), whatever that is. */
const encodedWord = /=(?=\?[^\s?]+\?[bq]\?)/gi;

/** The only names there are. */
const headerForms: Readonly<Record<keyof CustomerMailHeaders, { form: RegExp; expected: string }>> = {
  'Message-ID': { form: messageIdForm, expected: 'an id such as <token@example.org>' },
  'List-Unsubscribe': {
    form: /^<(https?:\/\/|mailto:)[\x21-\x3b\x3d\x3f-\x7e]+>(, ?<(https?:\/\/|mailto:)[\x21-\x3b\x3d\x3f-\x7e]+>)*$/,
    expected: 'addresses such as <https://example.org/u/token>',
  },
  'List-Unsubscribe-Post': { form: /^List-Unsubscribe=One-Click$/, expected: 'List-Unsubscribe=One-Click' },
  'Feedback-ID': { form: /^[\x21-\x7e]{1,127}$/, expected: 'at most 127 letters and signs without blanks' },
  'Auto-Submitted': { form: /^auto-(generated|replied)$/, expected: 'auto-generated or auto-replied' },
};

/**
 * The message as it may go out.
 *
 * Line breaks and other control characters in a name or a subject become one blank, for they come from people's data;
 * anywhere else they are a refusal.
 *
 * @throws DomainError `mail.address`, `mail.message`
 */
export function checkedMail(mail: CustomerMail): CheckedMail {
  const { html } = mail;
  return {
    from: named(mail.from, 'from'),
    to: { name: '', address: wireAddress(mail.to.address, 'to') },
    ...(mail.replyTo === undefined ? {} : { replyTo: named(mail.replyTo, 'replyTo') }),
    subject: oneLine(mail.subject, 'subject', longestSubject),
    text: body(mail.text, 'text'),
    ...(html === undefined ? {} : { html: body(html, 'html') }),
    headers: checkedHeaders(mail.headers),
    envelope: {
      from: wireAddress(mail.envelopeFrom, 'envelopeFrom'),
      to: wireAddress(mail.to.address, 'to'),
    },
  };
}

const named = ({ name, address }: NamedAddress, field: string): NamedAddress => ({
  name: oneLine(name, `${field}.name`, longestName),
  address: oneAddress(address, `${field}.address`),
});

function oneLine(text: string, field: string, longest: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(encodedWord, '= ')
    .trim();
  if (line.length > longest) refuse(field, `at most ${longest} characters`, `${line.length} characters`);
  return line;
}

function body(text: string, field: string): string {
  if (text.length > longestBody)
    refuse(field, `at most ${longestBody} characters`, `${text.length} characters`);
  return text.toWellFormed();
}

function checkedHeaders(headers: CustomerMailHeaders): [string, string][] {
  const named = Object.entries(headers).filter(([, value]) => value !== undefined);
  for (const [name, value] of named) {
    // Names come from callers that TypeScript did not see, too: an unknown one is refused, not written.
    const known = Object.hasOwn(headerForms, name)
      ? headerForms[name as keyof CustomerMailHeaders]
      : undefined;
    const field = `headers.${name}`;
    if (known === undefined) refuse(field, `one of ${Object.keys(headerForms).join(', ')}`, name);
    if (!isAscii(value) || !known.form.test(value)) refuse(field, known.expected, value);
    if (name.length + 2 + value.length > longestLine)
      refuse(field, `at most ${longestLine} characters on its line`, `${value.length} characters`);
  }
  if (headers['Message-ID'] === undefined)
    refuse('headers.Message-ID', headerForms['Message-ID'].expected, undefined);
  if (headers['List-Unsubscribe-Post'] !== undefined && !/<https?:/.test(headers['List-Unsubscribe'] ?? ''))
    refuse(
      'headers.List-Unsubscribe',
      'an address of the web, which one click asks for',
      headers['List-Unsubscribe'],
    );
  return named;
}

function refuse(field: string, expected: string, got: unknown): never {
  throw new DomainError('mail.message', { field, expected, got });
}
