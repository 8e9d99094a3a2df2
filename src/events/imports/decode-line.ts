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

/** What would have been stored, in a sentence; the reasons are intake's. */
export const expectedOf = (reason: string): string =>
  ({
    'intake.unreadable': 'one JSON object a line, whose fields are of the documented kinds',
    'intake.event_too_large': 'at most 32 KB of JSON per event',
    'intake.too_deep': 'at most 64 levels of nesting',
    'intake.unknown_type': 'a type: track, identify, page, screen, group or alias',
    'intake.no_event_name': 'the name of the event',
    'intake.name_too_long': 'a name of at most 200 characters',
    'intake.no_identity': 'a userId or an anonymousId',
    'intake.no_group': 'a groupId',
    'intake.no_previous_id': 'a previousId',
    'intake.bad_id': 'an id of 1 to 512 bytes of text without NUL',
    'intake.bad_text': 'text that UTF-8 can hold',
    'intake.time_unreadable': 'an ISO 8601 time, or milliseconds since 1970',
    'intake.time_out_of_range': 'a time between 1900 and 2299',
  })[reason] ?? 'an event as the guide describes it';
