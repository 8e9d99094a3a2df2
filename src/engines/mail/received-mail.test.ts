import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atOnce, Ends, type MailServerAtHand, mailServer, message } from './lane.test-data.ts';
import type { MailLane } from './port.ts';
import { headerOf, receivedMail, wordsOf } from './received-mail.test-data.ts';

const ends = new Ends();
let server: MailServerAtHand;
let lane: MailLane;
beforeAll(async () => {
  server = ends.add(await mailServer());
  lane = ends.lane({ url: server.url, connections: 1 });
});
afterAll(() => ends.all());

/** What people are called, and what somebody may try. */
const awkward = [
  'Zoë "Zed" O’Brien, Jr.',
  'a\r\nBcc: eve@example.org',
  'a\nb\rc\u2028d\u0000e\u0085f',
  '=?UTF-8?Q?=0D=0ABcc:_eve@example.org?=',
  '<eve@example.org>',
  'eve@example.org, ',
  'back\\slash',
  '👩‍👩‍👧 été',
  '\ud83d',
  '.',
  'שלום',
  '\r\n.\r\nMAIL FROM:<eve@example.org>\r\n',
];
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.array(fc.constantFrom(...awkward), { maxLength: 3 }).map((some) => some.join('')),
);
const inBody = fc.oneof(
  words,
  fc
    .array(fc.constantFrom('.\r\n', '..', '\r\n.\r\n', '\r', '\n', '=20', 'é', ' ', 'x'.repeat(1_200)), {
      maxLength: 12,
    })
    .map((some) => some.join('')),
);

/**
 * What may arrive of a line: no control characters, nothing that reads as an encoded word; blanks are one blank, for
 * folding changes their number.
 */
const asLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('=?UTF-8?Q?', '= ?UTF-8?Q?')
    .replace(/[ \t]+/g, ' ')
    .trim();
/** Line ends are CRLF on the wire, whatever was written, and the last one is the wire's own. */
const asBody = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n|\r|\n/g, '\n')
    .replace(/\n+$/, '');

it('whatever a name, a subject and the bodies hold is what arrives, and adds no header and no reader', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, inBody, inBody, async (name, subject, text, html) => {
      server.received.length = 0;
      const wish = { ...message(1).from, name: name.slice(0, 200) };
      const over = await lane.handOver(
        message(1, { from: wish, subject, text: `t${text}`, html: `h${html}` }),
        atOnce,
      );
      expect(over).toMatchObject({ taken: true });
      expect(server.received).toHaveLength(1);
      const [{ to, raw } = { to: [], raw: '' }] = server.received;
      expect(to).toEqual(['julie-1@example.org']);
      const { headers, parts } = receivedMail(raw);
      expect(headers.map(([of]) => of)).toEqual([
        ...Object.keys(message(1).headers),
        'From',
        'To',
        'Reply-To',
        ...(asLine(subject) === '' ? [] : ['Subject']),
        'Date',
        'MIME-Version',
        'Content-Type',
      ]);
      const from = headerOf(headers, 'from') ?? '';
      const [, shown = '', address = from] = /^(.*) <([^<>]*)>$/s.exec(from) ?? [];
      expect(address).toBe('bonjour@marque.example');
      expect(asLine(wordsOf(shown))).toBe(asLine(wish.name));
      expect(asLine(wordsOf(headerOf(headers, 'subject') ?? ''))).toBe(asLine(subject));
      expect(asBody(parts['text/plain'] ?? '')).toBe(asBody(`t${text}`));
      expect(asBody(parts['text/html'] ?? '')).toBe(asBody(`h${html}`));
    }),
    { seed: 20261122, numRuns: 300 },
  );
});
