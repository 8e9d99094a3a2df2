import { describe, expect, it } from 'vitest';
import { decode, one, segment, why } from './decode.test-data.ts';

describe('what is set aside, and why', () => {
  const event = { type: 'track', event: 'x', userId: 'u' };
  const deep = '['.repeat(65) + ']'.repeat(65);
  it.each([
    ['intake.no_event_name', 'event', { ...event, event: ' ' }],
    ['intake.no_event_name', 'event', { ...event, event: undefined }],
    ['intake.name_too_long', 'event', { ...event, event: 'x'.repeat(201) }],
    ['intake.no_identity', 'userId', { ...event, userId: '' }],
    ['intake.no_group', 'groupId', { ...event, type: 'group' }],
    ['intake.no_previous_id', 'previousId', { ...event, type: 'alias' }],
    ['intake.unknown_type', 'type', { ...event, type: 'purchase' }],
    ['intake.bad_id', 'userId', { ...event, userId: 'x'.repeat(513) }],
    ['intake.bad_id', 'userId', { ...event, userId: { a: 1 } }],
    ['intake.bad_id', 'userId', { ...event, userId: 'a\u0000b' }],
    ['intake.bad_id', 'anonymousId', { ...event, anonymousId: '\ud800' }],
    ['intake.bad_id', 'messageId', { ...event, messageId: true }],
    ['intake.bad_text', 'properties', { ...event, properties: { text: '\ud800' } }],
    ['intake.bad_text', 'properties', { ...event, properties: { '\udc00': 1 } }],
    ['intake.unreadable', 'properties', { ...event, properties: 'text' }],
    ['intake.unreadable', 'context', { ...event, context: [1] }],
    ['intake.time_unreadable', 'timestamp', { ...event, timestamp: 'yesterday' }],
    ['intake.time_unreadable', 'timestamp', { ...event, timestamp: '2026-02-30T00:00:00Z' }],
    ['intake.time_out_of_range', 'timestamp', { ...event, timestamp: '1900-01-01T23:59:59Z' }], // 1899 west of Greenwich
    ['intake.time_out_of_range', 'timestamp', { ...event, timestamp: '9999-01-01T00:00:00Z' }],
    ['intake.time_out_of_range', 'timestamp', { ...event, timestamp: '0000-01-01T00:00:00Z' }],
    ['intake.event_too_large', '', { ...event, properties: { text: 'é'.repeat(16_384) } }],
    ['intake.too_deep', '', JSON.stringify({ ...event, properties: { deep: 0 } }).replace('0', deep)],
  ])('%s in %s', (reason, field, body) => {
    expect(why('segment.event', body)).toEqual([reason, field]);
  });

  it('64 levels are taken', () => {
    const levels = '['.repeat(62) + ']'.repeat(62); // in the event, in its properties
    const body = JSON.stringify({ ...event, properties: { deep: 0 } }).replace('0', levels);
    expect(one('segment.event', body).properties).toBe(`{"deep":${levels}}`);
  });

  it('a backslash before ud800 is no half pair', () => {
    expect(segment({ ...event, properties: { text: '\\ud800' } }).properties).toBe('{"text":"\\\\ud800"}');
  });

  it('100,000 levels beside good neighbours cost only their event, in under a second', () => {
    const bad = `{"type":"track","event":"x","userId":"u","properties":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const good = '{"type":"track","event":"x","userId":"u","properties":{"n":12345678901234567890}}';
    const started = performance.now();
    const events = decode('segment.batch', `{"batch":[${good},${bad},${good}]}`);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(
      events.map((decoded) => (decoded.outcome === 'refused' ? decoded.reason : decoded.properties)),
    ).toEqual(['{"n":12345678901234567890}', 'intake.event_too_large', '{"n":12345678901234567890}']);
    expect(events[1]).toMatchObject({ raw: bad });
  });

  it('keeps the event’s own text, which read again gives the same answer', () => {
    const text = '{ "batch" : [ {"type":"track", "userId": 1e3, "event":"", "n": 1.50} , 5 ] }';
    const [first, second] = decode('segment.batch', text);
    expect(first).toMatchObject({
      raw: '{"type":"track", "userId": 1e3, "event":"", "n": 1.50}',
      shape: 'segment.event',
    });
    expect(second).toMatchObject({ raw: '5', reason: 'intake.unreadable' });
    if (first?.outcome !== 'refused') throw new Error('received');
    expect(why(first.shape, first.raw)).toEqual([first.reason, first.field]);
  });
});

describe('numbers and keys', () => {
  it.each([
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['0.12345678901234567890', '0.12345678901234567890'],
    ['18446744073709551616', '"18446744073709551616"'],
    ['123456789012345678901234567890', '"123456789012345678901234567890"'],
    ['1e999', '"1e999"'],
    ['-1E+999', '"-1E+999"'],
    ['1e5', '100000'],
    ['-0.0', '0'],
    ['1e-999', '1e-999'],
    ['1234567890123456', '1234567890123456'],
  ])('%s is stored as %s', (sent, stored) => {
    const event = one(
      'segment.event',
      `{"type":"track","event":"x","userId":"u","properties":{"n":${sent}}}`,
    );
    expect(event.properties).toBe(`{"n":${stored}}`);
  });

  it('an id of 19 digits keeps them', () => {
    const event = one(
      'segment.event',
      '{"type":"track","event":"x","userId":1234567890123456789,"messageId":98765432109876543210}',
    );
    expect(event).toMatchObject({ userId: '1234567890123456789', messageId: '98765432109876543210' });
  });

  it('of a repeated key the last counts, and __proto__ is a key like any other', () => {
    const event = one(
      'segment.event',
      '{"type":"track","event":"x","userId":"a","userId":"b","__proto__":{"type":"page"},"properties":{"__proto__":{"x":1},"constructor":2}}',
    );
    expect(event).toMatchObject({
      userId: 'b',
      type: 'track',
      properties: '{"__proto__":{"x":1},"constructor":2}',
    });
  });

  it('of a repeated batch the last counts, also where its events are cut out of the text', () => {
    const [event] = decode(
      'segment.batch',
      '{"batch":[{"event":"old"}],"b\\u0061tch":[{"type":"track","event":"new","userId":1,"properties":{"n":12345678901234567}}]}',
    );
    expect(event).toMatchObject({ event: 'new', properties: '{"n":12345678901234567}' });
  });
});

describe('a made message id', () => {
  const events = {
    batch: [
      { type: 'track', event: 'x', userId: 'u' },
      { type: 'track', event: 'x', userId: 'u' },
    ],
  };
  const idsOf = (more: object) => decode('segment.batch', events, more).map((event) => event.messageId);

  it('is the same when the entry is read again, and another for each place and entry', () => {
    expect(idsOf({ seq: 9 })).toEqual(idsOf({ seq: 9 }));
    expect(new Set([...idsOf({ seq: 9 }), ...idsOf({ seq: 10 })]).size).toBe(4);
  });
});
