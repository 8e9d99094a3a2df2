import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { basic, key, poster, track } from './intake-server.ts';
import { servedIntake } from './served-intake.ts';

/* The ten points that clients of Segment, RudderStack and PostHog need of a server, 6 and 7: what browsers need before they send. */

const server = servedIntake();
const post = poster(server);

describe('6. other origins', () => {
  const paths = [
    '/v1/t',
    '/v1/batch',
    '/v1/track/',
    '/e/',
    '/batch/',
    '/flags/',
    '/sourceConfig/',
    `/v1/projects/${key}/settings`,
    `/array/${key}/config`,
  ];

  it.each(paths)('%s answers the preflight with the headers it asked for', async (url) => {
    const asked = 'anonymousid,authorization,content-type,rsa-retry-attempt,sentat,x-retry-count';
    const answer = await server().app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': asked,
      'access-control-max-age': '86400',
      'access-control-expose-headers': 'Retry-After',
    });
  });

  it('every answer may be read, refusals included, and none sets a cookie', async () => {
    const answers = [
      await post('/v1/t', track),
      await post('/v1/t', track, {}),
      await post('/v1/t', 'nonsense'),
      await post('/v1/t', Buffer.alloc(2_000_000, 32)),
      await server().app.inject({ method: 'GET', url: `/v1/projects/${key}/settings` }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 401, 400, 413, 200]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Retry-After',
      });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('7. settings', () => {
  const get = (url: string, headers: Record<string, string> = {}) =>
    server().app.inject({ method: 'GET', url, headers: { host: 'events.example:7420', ...headers } });

  it('tells Segment’s browser client to send here and to keep no statistics', async () => {
    expect((await get(`/v1/projects/${key}/settings`)).json()).toEqual({
      integrations: { 'Segment.io': { apiKey: key, apiHost: 'events.example:7420/v1', protocol: 'http' } },
      plan: { track: {} },
      metrics: { sampleRate: 0 },
    });
  });

  it('tells RudderStack’s browser client of a source without destinations', async () => {
    const headers = { authorization: basic(`${key}:`) };
    const expected = { source: { id: '7', writeKey: key, enabled: true, destinations: [] } };
    expect((await get('/sourceConfig/?p=npm&v=3.34.1', headers)).json()).toMatchObject(expected);
    expect((await get(`/sourceConfig?writeKey=${key}`)).json()).toMatchObject(expected);
  });

  it('tells PostHog’s browser client of no recordings, no flags and the compressions', async () => {
    const config = {
      token: key,
      supportedCompression: ['gzip', 'gzip-js'],
      sessionRecording: false,
      hasFeatureFlags: false,
    };
    expect((await get(`/array/${key}/config`)).json()).toMatchObject(config);
    const script = await get(`/array/${key}/config.js`);
    expect(script.headers['content-type']).toMatch('text/javascript');
    const page: { _POSTHOG_REMOTE_CONFIG?: Record<string, { config: unknown }> } = {};
    new Function('window', script.body)(page);
    expect(page._POSTHOG_REMOTE_CONFIG?.[key]?.config).toMatchObject(config);
    const flags = await post('/flags/?v=2', { api_key: key, distinct_id: 'x' }, {});
    expect(flags.json()).toMatchObject({ flags: {}, errorsWhileComputingFlags: false });
  });

  it('serves the clients’ own scripts, the key filled in', async () => {
    const segment = await get(`/analytics.js/v1/${key}/analytics.min.js`);
    expect(segment.headers).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin' });
    expect(segment.body).toContain(`"${key}"`);
    expect(segment.body).not.toContain('__WRITE_KEY__');
    const bundle = /\d+\.bundle\.[0-9a-f]+\.js/.exec(segmentBundles())?.[0];
    expect((await get(`/analytics-next/bundles/${bundle}`)).statusCode).toBe(200);
    expect((await get(`/array/${key}/array.js`)).body).toContain('_POSTHOG_REMOTE_CONFIG');
    expect((await get('/static/1.449.2/lazy-recorder.js')).statusCode).toBe(200);
    expect((await get('/static/lazy-recorder.js?v=1.449.2')).statusCode).toBe(200);
  });

  it('serves no other file, and no settings for a wrong key', async () => {
    for (const url of [
      '/static/package.json',
      '/static/..%2Fpackage.json',
      '/analytics-next/bundles/..%2f..%2fx.js',
    ]) {
      expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
    }
    for (const url of [
      '/v1/projects/bad/settings',
      '/array/bad/config',
      '/array/bad/config.js',
      '/sourceConfig/?writeKey=bad',
      '/analytics.js/v1/bad/analytics.min.js',
    ]) {
      expect([url, (await get(url)).statusCode]).toEqual([url, 401]);
    }
  });
});

function segmentBundles(): string {
  return readdirSync(join(import.meta.dirname, '../../node_modules/@segment/analytics-next/dist/umd')).join(
    ' ',
  );
}
