import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allReceived, basic, key, poster, receivedAt, track } from './intake-server.ts';
import { servedIntake } from './served-intake.ts';

/* The ten points that clients of Segment, RudderStack and PostHog need of a server, one group each; 5: `answers-conformance.test.ts`, 6 and 7: `browser-conformance.test.ts`. */

const server = servedIntake();
const post = poster(server);

describe('1. paths', () => {
  const single = { track: 't', identify: 'i', page: 'p', screen: 's', group: 'g', alias: 'a' };
  const paths = Object.entries(single).flatMap(([type, letter]) => [
    [`/v1/${type}`, type],
    [`/v1/${letter}`, type],
    [`/v1/${type}/`, type],
    [`/v1/${letter}/`, type],
  ]);

  it.each(paths)('%s takes a %s, whose type the path gives', async (url, type) => {
    const event = { userId: 'u', event: 'x', groupId: 'g', previousId: 'p', messageId: url };
    const answer = await post(url ?? '', event);
    expect([answer.statusCode, answer.json()]).toEqual([200, { success: true, status: 1 }]);
    expect(await server().events()).toMatchObject([{ outcome: 'received', type, messageId: url }]);
  });

  it('an event’s own type goes before the path’s', async () => {
    await post('/v1/track', { ...track, type: 'page' });
    expect(await server().events()).toMatchObject([{ type: 'page', event: 'Page Viewed' }]);
  });

  it.each(['/v1/batch', '/v1/b', '/v1/import', '/v1/batch/', '/v1/import/'])(
    '%s takes a batch',
    async (url) => {
      const answer = await post(url, { batch: [track, { ...track, messageId: 'm2' }] });
      expect(answer.statusCode).toBe(200);
      const events = await server().events();
      expect(events).toMatchObject([{ messageId: 'm1' }, { messageId: 'm2' }]);
      expect(allReceived(events).map(({ neverCorrect }) => neverCorrect)).toEqual(
        url.includes('import') ? [true, true] : [false, false],
      );
    },
  );

  it.each(['/batch', '/batch/', '/e', '/e/', '/i/v0/e/', '/capture', '/capture/'])(
    '%s takes PostHog events',
    async (url) => {
      const event = { event: 'bought', distinct_id: 'julie', uuid: 'u1' };
      for (const body of [
        { api_key: key, batch: [event] },
        [{ ...event, properties: { token: key } }],
        { ...event, api_key: key },
      ]) {
        const answer = await post(url, body, {});
        expect(answer.statusCode).toBe(200);
      }
      expect(await server().events()).toHaveLength(3);
    },
  );
});

describe('2. keys', () => {
  const event = { ...track };
  const cases: [string, string, unknown, Record<string, string>][] = [
    ['Basic with the colon', '/v1/track', event, { authorization: basic(`${key}:`) }],
    ['Basic without the colon', '/v1/track', event, { authorization: basic(key) }],
    ['Basic in small letters', '/v1/track', event, { authorization: basic(key).replace('Basic', 'basic') }],
    ['writeKey of the batch', '/v1/batch', { writeKey: key, batch: [event] }, {}],
    ['writeKey of the event', '/v1/batch', { batch: [{ ...event, writeKey: key }] }, {}],
    ['writeKey of a single event', '/v1/t', { ...event, writeKey: key }, {}],
    ['api_key', '/batch/', { api_key: key, batch: [{ event: 'x', distinct_id: 'u' }] }, {}],
    ['token', '/e/', { token: key, event: 'x', distinct_id: 'u' }, {}],
    ['token among the properties', '/e/', [{ event: 'x', properties: { token: key, distinct_id: 'u' } }], {}],
  ];

  it.each(cases)('is found: %s', async (_name, url, body, headers) => {
    expect((await post(url, body, headers)).statusCode).toBe(200);
  });

  it.each(cases)('a wrong one is refused with 401: %s', async (_name, url, body, headers) => {
    const wrong = JSON.stringify(body).replaceAll(key, 'bad-key');
    const authorization = headers.authorization === undefined ? {} : { authorization: basic('bad-key:') };
    const answer = await post(url, wrong, authorization);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'intake.wrong_key']);
    expect(await server().events()).toEqual([]);
  });

  it.each(['/v1/track', '/v1/batch', '/batch/', '/e/'])(
    'none at all is refused with 401: %s',
    async (url) => {
      expect((await post(url, { batch: [event] }, {})).statusCode).toBe(401);
    },
  );
});

describe('3. bytes, whatever the content type', () => {
  const json = JSON.stringify({ writeKey: key, batch: [track] });
  const posthog = JSON.stringify({ api_key: key, batch: [{ event: 'x', distinct_id: 'u', uuid: 'm1' }] });
  const contentTypes = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'nonsense;;;=',
    '',
  ];
  const forms: [string, string, string | Buffer][] = [
    ['JSON', '/v1/batch', json],
    [
      'JSON behind a byte order mark',
      '/v1/batch',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(json)]),
    ],
    ['JSON behind blanks', '/v1/batch', `\r\n\t ${json}\n`],
    ['gzip', '/v1/batch', gzipSync(json)],
    ['gzip in gzip', '/v1/batch', gzipSync(gzipSync(json))],
    ['gzip of PostHog', '/e/?compression=gzip-js', gzipSync(posthog)],
    [
      'base64 in a form',
      '/e/?compression=base64',
      `data=${encodeURIComponent(Buffer.from(posthog).toString('base64'))}`,
    ],
    ['base64 in a form, not percent-encoded', '/e/', `data=${Buffer.from(posthog).toString('base64')}`],
    ['JSON in a form', '/e/', `data=${encodeURIComponent(posthog)}&compression=none`],
    ['gzip in base64 in a form', '/e/', `data=${encodeURIComponent(gzipSync(posthog).toString('base64'))}`],
    ['bare base64', '/e/?compression=base64', Buffer.from(posthog).toString('base64')],
  ];
  const cases = forms.flatMap(([name, url, body]) =>
    contentTypes.map((type) => [name, type, url, body] as const),
  );

  it.each(cases)('%s as %s', async (_name, type, url, body) => {
    const answer = await post(url, body, type === '' ? {} : { 'content-type': type });
    expect(answer.statusCode).toBe(200);
    expect(await server().events()).toMatchObject([{ messageId: 'm1' }]);
  });

  it('a bomb of 1000:1 is refused with 413 while it is inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
    const before = process.memoryUsage().arrayBuffers;
    expect((await post('/v1/batch', bomb)).statusCode).toBe(413);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});

describe('4. limits', () => {
  const padded = (bytes: number) => ({
    ...track,
    messageId: `big${bytes}`,
    properties: { text: 'x'.repeat(bytes) },
  });

  it('takes a body of 1 MB, and refuses one byte more with 413', async () => {
    const events = Array.from({ length: 40 }, (_, n) => ({
      ...track,
      messageId: `${n}`,
      properties: { text: 'x'.repeat(25_000) },
    }));
    const body = JSON.stringify({ batch: events });
    const fitting = `${body}${' '.repeat(1024 * 1024 - body.length)}`;
    expect((await post('/v1/batch', fitting)).statusCode).toBe(200);
    expect(await server().events()).toHaveLength(40);
    expect((await post('/v1/batch', `${fitting} `)).statusCode).toBe(413);
    expect((await post('/v1/batch', gzipSync(`${fitting} `))).statusCode).toBe(413);
  });

  it('takes 2,500 events at once, and refuses 2,501 with 413', async () => {
    const events = Array.from({ length: 2501 }, (_, n) => ({ ...track, messageId: `${n}` }));
    expect((await post('/v1/batch', { batch: events.slice(1) })).statusCode).toBe(200);
    expect((await post('/v1/batch', { batch: events })).statusCode).toBe(413);
  });

  it('a bad or oversize event never fails its neighbours', async () => {
    const batch = [
      track,
      padded(40_000),
      'no event',
      { ...track, userId: null },
      { ...track, messageId: 'last' },
    ];
    expect((await post('/v1/batch', { batch })).statusCode).toBe(200);
    expect(await server().events()).toMatchObject([
      { outcome: 'received', messageId: 'm1' },
      { outcome: 'refused', reason: 'intake.event_too_large', messageId: 'big40000', shape: 'segment.event' },
      { outcome: 'refused', reason: 'intake.unreadable', raw: '"no event"' },
      { outcome: 'refused', reason: 'intake.no_identity', field: 'userId' },
      { outcome: 'received', messageId: 'last' },
    ]);
  });

  it('an event of 32 KB is taken, one of 32 KB and a byte is set aside', async () => {
    const size = (bytes: number) => {
      const event = padded(0);
      return { ...event, properties: { text: 'x'.repeat(bytes - JSON.stringify(event).length) } };
    };
    await post('/v1/batch', { batch: [size(32_768), size(32_769)] });
    expect((await server().events()).map(({ outcome }) => outcome)).toEqual(['received', 'refused']);
  });
});

describe('8. times', () => {
  const at = '2026-11-21T11:00:00.000Z';
  const sent = '2026-11-21T11:30:00.250Z';

  it('the sent time comes from the event, the body or the SentAt header', async () => {
    const headers = { authorization: basic(key), sentat: sent };
    await post('/v1/b', { batch: [{ ...track, sentAt: sent }] });
    await post('/v1/b', { batch: [track], sentAt: sent });
    await post('/v1/t', track, headers);
    await post('/e/', { api_key: key, sent_at: sent, batch: [{ event: 'x', distinct_id: 'u' }] }, {});
    await post(`/e/?_=${Date.parse(sent)}`, { api_key: key, event: 'x', distinct_id: 'u' }, {});
    expect(allReceived(await server().events()).map(({ sentAt }) => sentAt)).toEqual(
      Array(5).fill(Date.parse(sent)),
    );
  });

  it('keeps the original time as sent, and when it was received', async () => {
    await post('/v1/b', {
      batch: [
        { ...track, timestamp: at },
        { ...track, originalTimestamp: at },
      ],
    });
    expect(await server().events()).toMatchObject(
      Array(2).fill({ originalTime: Date.parse(at), receivedAt }),
    );
  });
});

describe('9. message ids', () => {
  it('are the client’s, uuid for PostHog, and made where none came', async () => {
    await post('/v1/b', { batch: [track, { ...track, messageId: undefined }, { ...track, messageId: '' }] });
    await post('/e/', { api_key: key, batch: [{ event: 'x', distinct_id: 'u', uuid: 'uu' }] }, {});
    const events = allReceived(await server().events());
    expect(events.map(({ madeId }) => madeId)).toEqual([false, true, true, false]);
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(4);
    expect(events[3]?.messageId).toBe('uu');
  });
});

describe('10. tolerance', () => {
  it('takes ids that are numbers, null beside an anonymous id, unknown fields and off-switches', async () => {
    const batch = [
      { ...track, userId: 42, anonymousId: null },
      { ...track, userId: null, anonymousId: 'browser' },
      {
        ...track,
        userId: 9007199254740993n.toString(),
        whatever: { deep: [1] },
        integrations: { All: false },
      },
      { ...track, context: { ip: '0.0.0.0', locale: 'fr' } },
    ];
    await post('/v1/b', { batch });
    expect(await server().events()).toMatchObject([
      { userId: '42', anonymousId: null },
      { userId: null, anonymousId: 'browser' },
      { userId: '9007199254740993' },
      { context: '{"locale":"fr"}' },
    ]);
  });
});
