import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** A received message, read by the standards and not by the library that wrote it. */
export interface ReceivedMail {
  /** Unfolded, in their order; names as written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded bodies by their type. */
  readonly parts: Readonly<Record<string, string>>;
}

/** RFC 5322 headers, RFC 2045 parts, for what MailComposer writes: text, or text and HTML as alternatives. */
export function receivedMail(raw: string): ReceivedMail {
  const { headers, body } = split(raw);
  const type = headerOf(headers, 'content-type') ?? '';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) return { headers, parts: { [mime(type)]: decoded(headers, body) } };
  const parts = `\r\n${body}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, '')))
    .map((part) => [mime(headerOf(part.headers, 'content-type') ?? ''), decoded(part.headers, part.body)]);
  return { headers, parts: Object.fromEntries(parts) };
}

export const headerOf = (headers: ReceivedMail['headers'], name: string): string | undefined =>
  headers.find(([of]) => of.toLowerCase() === name.toLowerCase())?.[1];

const mime = (type: string) => type.split(';')[0]?.trim().toLowerCase() ?? '';

function split(raw: string): { headers: [string, string][]; body: string } {
  const gap = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, gap)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { headers, body: raw.slice(gap + 4) };
}

function decoded(headers: ReceivedMail['headers'], body: string): string {
  const how = headerOf(headers, 'content-transfer-encoding')?.toLowerCase();
  if (how === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (how === 'quoted-printable') return bytesOf(body.replace(/=[ \t]*\r\n/g, '')).toString('utf8');
  return Buffer.from(body, 'latin1').toString('utf8');
}

const bytesOf = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** RFC 2047: encoded words, the blanks between two of them dropped; a quoted string without its quotes. */
export function wordsOf(value: string): string {
  const bare = /^"(.*)"$/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? value;
  let bytes = '';
  let last = 0;
  for (const found of bare.matchAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi)) {
    const between = bare.slice(last, found.index);
    if (last === 0 || between.trim() !== '') bytes += Buffer.from(between, 'utf8').toString('latin1');
    const [, how = '', word = ''] = found;
    const read = how.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : bytesOf(word.replaceAll('_', ' '));
    bytes += read.toString('latin1');
    last = found.index + found[0].length;
  }
  // Words are joined as bytes: a writer may cut one letter in two.
  return Buffer.from(bytes + Buffer.from(bare.slice(last), 'utf8').toString('latin1'), 'latin1').toString(
    'utf8',
  );
}

/**
 * Whether a DKIM signature holds, by RFC 6376 with relaxed/relaxed and rsa-sha256, written from the standard alone.
 *
 * @param raw the message as received, one letter a byte
 * @returns the signed names, lower case, in the order of `h=`; an error says what does not hold
 */
export function verifiedNames(raw: string, publicKey: KeyObject): string[] {
  const gap = raw.indexOf('\r\n\r\n');
  const fields = raw.slice(0, gap).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field)) ?? '';
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).trim()]),
  );
  const tag = (name: string) => (tags.get(name) ?? '').replace(/\s+/g, '');
  if (tag('v') !== '1' || tag('a') !== 'rsa-sha256' || tag('c') !== 'relaxed/relaxed')
    throw new Error(`not what is expected: ${signature}`);
  const hash = createHash('sha256').update(relaxedBody(raw.slice(gap + 4)), 'latin1');
  if (hash.digest('base64') !== tag('bh')) throw new Error('the body is not the one that was signed');
  const names = tag('h').toLowerCase().split(':');
  const unsigned = [...fields];
  const lines = names.map((name) => {
    // From the last to the first where a name stands twice (5.4.2).
    const at = unsigned.findLastIndex((field) => field.toLowerCase().startsWith(`${name}:`));
    return at < 0 ? '' : `${relaxedHeader(unsigned.splice(at, 1)[0] ?? '')}\r\n`;
  });
  const bare = relaxedHeader(signature.replace(/(\bb=)[^;]*$/, '$1'));
  const holds = createVerify('rsa-sha256')
    .update(lines.join('') + bare, 'latin1')
    .verify(publicKey, tag('b'), 'base64');
  if (!holds) throw new Error('the signature does not hold');
  return names;
}

/** 3.4.2: name in lower case, unfolded, blanks as one, none about the colon or at the end. */
function relaxedHeader(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** 3.4.4: blanks as one, none at the end of a line, no empty lines at the end. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}
