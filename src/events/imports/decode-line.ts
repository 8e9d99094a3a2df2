import { type Decoded, decodeEntry } from '../intake/index.ts';

/**
 * One line of a JSON-lines file as the ordinary path reads an event: taken as sent, whatever the clocks say.
 *
 * @param receivedAt epoch milliseconds: the import's
 */
export function decodedLine(line: string, receivedAt: number): Decoded {
  const [decoded] = decodeEntry({
    workspace: 0,
    source: 0,
    shape: 'import.event',
    receivedAt,
    sentAt: null,
    events: 1,
    body: Buffer.from(line),
  });
  if (decoded === undefined) throw new Error('one line was read as no event');
  return decoded;
}
