import { describe, expect, it } from 'vitest';
import { decodeEntry } from './decode.ts';
import type { Decoded, ReceivedEvent } from './received-event.ts';

const receivedAt = Date.UTC(2026, 10, 21, 12);

const decode = (shape: string, body: unknown, more: object = {}): Decoded[] => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const events = shape.endsWith('.batch') ? 3 : 1;
  return decodeEntry({
    workspace: 1,
    source: 1,
    shape,
    receivedAt,
    sentAt: null,
    events,
    body: Buffer.from(text),
    seq: 9,
    ...more,
  });
};

const one = (shape: string, body: unknown): ReceivedEvent => {
  const [event] = decode(shape, body);
  if (event?.outcome !== 'received') throw new Error(JSON.stringify(event));
  return event;
};

const why = (shape: string, body: unknown): unknown => {
  const [event] = decode(shape, body);
  return event?.outcome === 'refused' ? [event.reason, event.field] : event;
};

const segment = (event: object): ReceivedEvent =>
  one('segment.event', { messageId: 'm', userId: 'u', ...event });
const posthog = (event: object): ReceivedEvent =>
  one('posthog.event', { uuid: 'm', distinct_id: 'd', ...event });

describe('Segment’s words', () => {
  it('a track keeps its name, ids and properties', () => {
    const event = segment({
      type: 'track',
      event: ' Bought ',
      anonymousId: 'a',
      properties: { price: 12.5, tags: ['x'] },
    });
    expect(event).toMatchObject({
      type: 'track',
      event: 'Bought',
      userId: 'u',
      anonymousId: 'a',
      previousId: null,
      groupId: null,
      messageId: 'm',
      madeId: false,
      properties: '{"price":12.5,"tags":["x"]}',
      traits: '',
      context: '{}',
    });
  });

  it.each([
    [
      { type: 'page', name: 'Prices', category: 'Shop' },
      'Page Viewed',
      '{"name":"Prices","category":"Shop"}',
    ],
    [{ type: 'page', name: 'Prices', properties: { name: 'own' } }, 'Page Viewed', '{"name":"own"}'],
    [{ type: 'screen', name: 'Home' }, 'Screen Viewed', '{"name":"Home"}'],
    [{ type: 'identify' }, 'Identify', '{}'],
    [{ type: 'group', groupId: 'acme' }, 'Group', '{}'],
    [{ type: 'alias', previousId: 'p' }, 'Alias', '{}'],
  ])('%j is %s', (event, name, properties) => {
    expect(segment(event)).toMatchObject({ event: name, properties });
  });

  it('traits are those of the event, else RudderStack’s under the context', () => {
    expect(
      segment({ type: 'identify', traits: { plan: 'pro' }, context: { traits: { plan: 'old' } } }).traits,
    ).toBe('{"plan":"pro"}');
    expect(segment({ type: 'identify', context: { traits: { plan: 'pro' } } }).traits).toBe('{"plan":"pro"}');
    expect(segment({ type: 'track', event: 'x', context: { traits: { plan: 'pro' } } }).traits).toBe('');
    expect(segment({ type: 'group', groupId: 'acme', traits: { size: 3 } })).toMatchObject({
      traits: '{"size":3}',
      groupId: 'acme',
    });
  });

  it('an alias without a previous id speaks of the browser', () => {
    expect(segment({ type: 'alias', anonymousId: 'a' })).toMatchObject({
      userId: 'u',
      previousId: 'a',
      anonymousId: null,
    });
    expect(segment({ type: 'alias', anonymousId: 'a', previousId: 'p' })).toMatchObject({
      previousId: 'p',
      anonymousId: 'a',
    });
  });

  it('an event names its account itself or in its context', () => {
    expect(segment({ type: 'track', event: 'x', context: { groupId: 'acme' } }).groupId).toBe('acme');
  });

  it('the context of the batch stands under that of the event', () => {
    const batch = {
      context: { ip: '1.2.3.4', app: 'shop' },
      batch: [{ type: 'track', event: 'x', userId: 'u', context: { app: 'blog' } }],
    };
    expect(one('segment.batch', batch).context).toBe('{"ip":"1.2.3.4","app":"blog"}');
  });

  it('the address 0.0.0.0 asks not to be stored, and the user agent is taken out', () => {
    const event = segment({ type: 'track', event: 'x', context: { ip: '0.0.0.0', userAgent: 'Mozilla' } });
    expect(event).toMatchObject({ context: '{"userAgent":"Mozilla"}', userAgent: 'Mozilla' });
  });

  it('times: timestamp, else originalTimestamp; sent: the event’s, the body’s, the header’s', () => {
    const at = (text: string) => Date.parse(text);
    expect(
      segment({
        type: 'track',
        event: 'x',
        timestamp: '2026-01-02T03:04:05.678Z',
        originalTimestamp: '2025-01-01T00:00:00Z',
      }).originalTime,
    ).toBe(at('2026-01-02T03:04:05.678Z'));
    expect(
      segment({ type: 'track', event: 'x', originalTimestamp: '2025-01-01T00:00:00+02:00' }).originalTime,
    ).toBe(at('2024-12-31T22:00:00Z'));
    expect(segment({ type: 'track', event: 'x' })).toMatchObject({
      originalTime: null,
      sentAt: null,
      receivedAt,
    });
    const header = { sentAt: '2026-03-01T00:00:00Z' };
    const [fromHeader] = decode('segment.track', { event: 'x', userId: 'u' }, header);
    expect(fromHeader).toMatchObject({ sentAt: at(header.sentAt) });
  });

  it('an import is taken as sent', () => {
    expect(one('import.batch', { batch: [{ type: 'track', event: 'x', userId: 'u' }] }).neverCorrect).toBe(
      true,
    );
    expect(segment({ type: 'track', event: 'x' }).neverCorrect).toBe(false);
  });
});

describe('PostHog’s words', () => {
  it('before identify a browser’s events are its own: posthog-js says so with $is_identified', () => {
    const before = posthog({ event: 'x', properties: { $is_identified: false, $device_id: 'd' } });
    expect(before).toMatchObject({ userId: null, anonymousId: 'd' });
    const after = posthog({
      event: 'x',
      properties: { $is_identified: true, $device_id: 'other', $process_person_profile: true },
    });
    expect(after).toMatchObject({ userId: 'd', anonymousId: null });
  });

  it.each([
    ['no person is processed', { $process_person_profile: false }],
    ['the id is the device’s', { $device_id: 'd' }],
  ])('an id is anonymous where %s', (_name, properties) => {
    expect(posthog({ event: 'x', properties })).toMatchObject({ userId: null, anonymousId: 'd' });
  });

  it('a server’s id is a person’s', () => {
    expect(posthog({ event: 'x', properties: { $lib: 'posthog-node', $lib_version: '5' } })).toMatchObject({
      userId: 'd',
      anonymousId: null,
      context: '{"library":{"name":"posthog-node","version":"5"}}',
    });
  });

  it('$identify links the browser to the person and sets traits, once and always', () => {
    const event = posthog({
      event: '$identify',
      properties: {
        $anon_distinct_id: 'browser',
        $set: { plan: 'pro' },
        $set_once: { first: 'ad' },
        $is_identified: true,
      },
    });
    expect(event).toMatchObject({ type: 'identify', event: 'Identify', userId: 'd', anonymousId: 'browser' });
    expect(JSON.parse(event.traits)).toEqual({ plan: 'pro', $once: { first: 'ad' } });
  });

  it('$set beside any event is traits, not a property; $unset sets null', () => {
    const event = posthog({
      event: 'bought',
      $set: { plan: 'pro' },
      properties: { $set: { city: 'Lyon' }, $unset: ['old'], price: 3, token: 'k' },
    });
    expect(event).toMatchObject({ type: 'track', event: 'bought', properties: '{"price":3}' });
    expect(JSON.parse(event.traits)).toEqual({ old: null, city: 'Lyon', plan: 'pro' });
  });

  it('an alias joins two ids; from a browser not yet identified it is an identify', () => {
    expect(posthog({ event: '$create_alias', properties: { alias: 'other' } })).toMatchObject({
      type: 'alias',
      userId: 'd',
      previousId: 'other',
    });
    expect(
      posthog({ event: '$create_alias', properties: { alias: 'julie', $is_identified: false } }),
    ).toMatchObject({
      type: 'identify',
      event: 'Identify',
      userId: 'julie',
      anonymousId: 'd',
    });
  });

  it('a group names the account, with or without a person', () => {
    const properties = { $group_type: 'company', $group_key: 'acme', $group_set: { size: 3 } };
    expect(posthog({ event: '$groupidentify', properties })).toMatchObject({
      type: 'group',
      userId: 'd',
      groupId: 'acme',
      traits: '{"size":3}',
    });
    expect(posthog({ event: '$groupidentify', distinct_id: '$company_acme', properties })).toMatchObject({
      userId: null,
      anonymousId: null,
      groupId: 'acme',
    });
  });

  it('an event’s account is its company, else the first group', () => {
    expect(posthog({ event: 'x', properties: { $groups: { team: 't', company: 'acme' } } }).groupId).toBe(
      'acme',
    );
    expect(posthog({ event: 'x', properties: { $groups: { team: 't' } } }).groupId).toBe('t');
  });

  it('pages and screens', () => {
    expect(posthog({ event: '$pageview' })).toMatchObject({ type: 'page', event: 'Page Viewed' });
    expect(posthog({ event: '$screen' })).toMatchObject({ type: 'screen', event: 'Screen Viewed' });
    expect(posthog({ event: '$pageleave' })).toMatchObject({ type: 'track', event: '$pageleave' });
  });
});

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
