import { type AddressInfo, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewWorkspace } from '#src/access/index.ts';
import {
  type Browser,
  firstAdministrator,
  goodPassword,
  newWorkspace,
  openBrowser,
  type TestDoor,
  tokenOf,
} from '../../../test/door.ts';
import { openVisitedDoor, type VisitedDoor } from './door.test-data.ts';

let house: VisitedDoor;
let door: TestDoor;
let julie: Browser;
let made: NewWorkspace;

beforeAll(async () => {
  house = await openVisitedDoor();
  ({ door } = house);
  julie = await firstAdministrator(door);
  made = await newWorkspace(door, 'Gym');
  await door.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => house?.close());

// A server that listens on TCP has an address with a port.
const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo).port;

/** The addresses in Fastify's drawing of them: a tree in which each branch adds to the one it hangs from. */
function pathsOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', piece = '', methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    const depth = indent.length / 4;
    above.splice(depth, above.length, piece);
    return methods === undefined ? [] : [above.join('')];
  });
}

describe('the description', () => {
  it('lists every address that is mounted, and nothing that is not', async () => {
    const { paths } = (await door.app.inject('/openapi.json')).json();
    const mounted = pathsOf(door.app.printRoutes({ commonPrefix: false })).filter(
      (path) => !path.endsWith('*') && path !== '/' && path !== '/docs/reference.js',
    );
    const described = new Set(
      Object.keys(paths).map((path) => path.replace(/^(\/api\/(?:ask|export))\/.*/, '$1/:operation')),
    );
    expect([...described].sort()).toEqual([...new Set([...mounted, '/mcp'])].sort());
    for (const { name } of door.parts.operations) expect(paths).toHaveProperty([`/api/ask/${name}`, 'post']);
  });

  it('has no reference to a part that is not there', async () => {
    const description = (await door.app.inject('/openapi.json')).json();
    const references = JSON.stringify(description).match(/"\$ref":"[^"]+"/g) ?? [];
    for (const reference of new Set(references)) {
      const name = /#\/components\/schemas\/([^"]+)/.exec(reference)?.[1] ?? reference;
      expect(description.components.schemas).toHaveProperty([name]);
    }
    expect(description.openapi).toBe('3.1.0');
  });
});

describe('pages', () => {
  it('come with a policy that allows no inline script, and a nonce of their own each', async () => {
    const one = await door.app.inject('/retention?from=2026-01-01');
    const other = await door.app.inject('/');
    expect([one.statusCode, other.statusCode]).toEqual([200, 200]);
    const nonceOf = (body: string) => /nonce="([\w-]{22})"/.exec(body)?.[1] ?? 'none';
    const policy = String(one.headers['content-security-policy']);
    expect(policy).toContain(`script-src 'self' 'nonce-${nonceOf(one.body)}'`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(nonceOf(one.body)).not.toBe(nonceOf(other.body));
    expect(one.headers['cache-control']).toBe('no-store');
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(one.headers).not.toHaveProperty('strict-transport-security');
  });

  it('keep their hashed files for a year and ask again for the others', async () => {
    expect((await door.app.inject('/assets/main-abc123.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await door.app.inject('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it('are not given in place of a missing file, nor of an API address', async () => {
    for (const path of ['/assets/old-123.js', '/api', '/api/x', '/v1/x', '/missing.png', '/docs/x']) {
      expect((await door.app.inject(path)).json()).toMatchObject({ status: 404, code: 'http.not_found' });
    }
  });

  it('answer HEAD as they answer GET, without the page', async () => {
    const response = await door.app.inject({ method: 'HEAD', url: '/' });
    expect([response.statusCode, response.body]).toEqual([200, '']);
  });

  it('are all there is: no way leads out of their folder', async () => {
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%5c..%5cx',
      '/.env',
      '/assets/%00',
    ]) {
      const response = await door.app.inject(path);
      const isThePage = response.body.startsWith('<!doctype html><script nonce=');
      expect(response.statusCode >= 400 || isThePage).toBe(true);
    }
  });
});

describe('a file', () => {
  const send = (url: string, payload: Buffer | string, headers = {}) =>
    door.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { authorization: `Bearer ${made.apiKey}`, ...headers },
    });

  it('is handed on as it comes, whatever its type, under its bare name', async () => {
    const url = '/api/imports?name=..%2F..%2Fetc%2Forders.csv&as=purchases&currency=EUR';
    const response = await send(url, 'a,b\n1,2\n', { 'content-type': 'text/csv' });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({ id: 'imp_1', bytes: 8 });
    expect(house.arrived.at(-1)).toMatchObject({
      name: 'orders.csv',
      options: { as: 'purchases', currency: 'EUR' },
      actor: { kind: 'key' },
    });
  });

  it('may have 1,000 bytes here and not one more, told or not', async () => {
    expect((await send('/api/imports?name=x', Buffer.alloc(1_000))).statusCode).toBe(201);
    expect((await send('/api/imports?name=x', Buffer.alloc(1_001))).json()).toMatchObject({
      status: 413,
      code: 'imports.too_large',
    });
    const untold = await fetch(`http://127.0.0.1:${portOf(door.app)}/api/imports?name=x`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.apiKey}` },
      body: new ReadableStream({
        start(controller) {
          for (let i = 0; i < 11; i += 1) controller.enqueue(new Uint8Array(100));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(untold.status).toBe(413);
  });

  it('needs a name and the permission', async () => {
    expect((await send('/api/imports', 'x')).json()).toMatchObject({
      status: 400,
      code: 'imports.name_missing',
    });
    const { secret } = (await julie.ask('gym', 'keys.create', { name: 'r', scopes: ['data:read'] })).json();
    expect((await send('/api/imports?name=x', 'x', { authorization: `Bearer ${secret}` })).statusCode).toBe(
      403,
    );
    const foreign = await julie.send('POST', '/api/imports?name=x&workspace=gym', 'x', {
      headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
    });
    expect(foreign.json()).toMatchObject({ status: 403, code: 'session.foreign_origin' });
  });
});

describe('the live stream', () => {
  it('gives what happens, until the reader leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(`http://127.0.0.1:${portOf(door.app)}/api/live`, {
      headers: { authorization: `Bearer ${made.apiKey}` },
      signal: leaving.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    await expect.poll(() => house.listeners.size).toBe(1);
    for (const listener of house.listeners) listener({ event: 'Visit\n\nevent: forged' });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('data:')) text += (await reader?.read())?.value ?? '';
    expect(text).toBe('retry: 3000\n\nevent: event\ndata: {"event":"Visit\\n\\nevent: forged"}\n\n');
    leaving.abort();
    await expect.poll(() => house.listeners.size).toBe(0);
  });

  it('needs the permission', async () => {
    const { secret } = (
      await julie.ask('gym', 'keys.create', { name: 'i', scopes: ['insights:read'] })
    ).json();
    const response = await door.app.inject({
      url: '/api/live',
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(response.json()).toMatchObject({ status: 403, code: 'access.forbidden' });
  });

  it('ends within a beat once the key is revoked', async () => {
    const { app } = door.again({ settings: { liveBeatMs: 50 } });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { key, secret } = (
      await julie.ask('gym', 'keys.create', { name: 'l', scopes: ['data:read'] })
    ).json();
    const headers = { authorization: `Bearer ${secret}` };
    const response = await fetch(`http://127.0.0.1:${portOf(app)}/api/live`, { headers });
    await julie.ask('gym', 'keys.revoke', { id: key.id });
    expect(await response.text()).toMatch(/^retry: 3000\n\n(: alive\n\n)*$/);
    await app.close();
  });

  it('ends when the door closes, which waits for nobody’s stream', async () => {
    const { app } = door.again({});
    await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`http://127.0.0.1:${portOf(app)}/api/live`, {
      headers: { authorization: `Bearer ${made.apiKey}` },
    });
    await app.close();
    expect(await response.text()).toBe('retry: 3000\n\n');
  });
});

describe('who looks after the house', () => {
  it('learns that it lives, and whether it is ready', async () => {
    expect((await door.app.inject('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await door.app.inject('/readyz')).json()).toEqual({
      status: 'ready',
      checks: { records: { ok: true }, journal: { ok: true, detail: 'lag 0 s' } },
    });
    house.journalOk = false;
    const response = await door.app.inject('/readyz');
    house.journalOk = true;
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ status: 'not_ready', checks: { journal: { ok: false } } });
    expect(response.body).not.toContain('canary');
  });

  it('reads the measures from this machine or with the token, not through a proxy on it', async () => {
    const ask = async (remoteAddress: string, headers = {}) =>
      (await door.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('::1')).toBe(200);
    expect(await ask('192.0.2.1')).toBe(403);
    expect(await ask('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).toBe(403);
    expect(await ask('192.0.2.1', { authorization: 'Bearer a-token-for-watching' })).toBe(200);
    expect(await ask('192.0.2.1', { authorization: 'Bearer a-token-for-watchinG' })).toBe(403);
    const text = (await door.app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body;
    expect(text).toMatch(
      /perdure_http_request_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/,
    );
    expect(text).not.toContain('orders.csv');
  });
});

describe('a slow client', () => {
  const spoken = (lines: string): Promise<string> =>
    new Promise((resolve) => {
      let said = '';
      const socket = connect(portOf(door.app), '127.0.0.1', () => socket.write(lines));
      socket.on('data', (chunk) => {
        said += chunk.toString();
      });
      socket.once('close', () => resolve(said));
      socket.once('error', () => resolve(said));
    });

  it('is cut when its headers do not end', async () => {
    expect(await spoken('POST /api/session/sign-in HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(
      /^HTTP\/1\.1 408|^$/,
    );
  });

  it('is cut when its body does not end, on tracking addresses too', async () => {
    for (const path of ['/api/session/sign-in', '/v1/track']) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
      expect(await spoken(head)).toMatch(/^HTTP\/1\.1 408|^$/);
    }
  });

  it('is cut when a file stops coming', async () => {
    const head = `POST /api/imports?name=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${made.apiKey}\r\nContent-Length: 100\r\nConnection: close\r\n\r\nabc`;
    expect(await spoken(head)).toMatch(/imports\.cut_off|^$/);
  });
});

describe('tracking addresses', () => {
  it('are taken before anything else looks at them', async () => {
    const response = await fetch(`http://127.0.0.1:${portOf(door.app)}/v1/track`, {
      method: 'POST',
      body: '{',
    });
    expect(await response.text()).toBe('taken');
  });
});

describe('the log', () => {
  it('holds no password, token, key, cookie, code, address or query', async () => {
    const canary = 'canary-secret-words';
    const visitor = openBrowser(door.app, '203.0.113.250');
    await visitor.send('POST', '/api/session/sign-in', { email: 'canary@example.com', password: canary });
    await visitor.send('POST', '/api/session/link', { token: canary });
    await visitor.send('POST', '/api/session/totp', { recoveryCode: canary });
    await visitor.send('GET', `/api/export/workspaces.list?input=${canary}&workspace=${canary}`);
    await door.app.inject({
      url: '/api/operations',
      headers: { authorization: `Bearer ${canary}`, cookie: `x=${canary}` },
    });
    const invited = (
      await julie.ask('gym', 'users.invite', { email: 'canary@example.com', role: 'viewer' })
    ).json();
    const created = (await julie.ask('gym', 'keys.create', { name: 'k', scopes: ['data:read'] })).json();
    const log = door.log();
    for (const secret of [
      canary,
      goodPassword,
      'canary@example.com',
      tokenOf(invited.link),
      created.secret,
      made.apiKey,
      '203.0.113.250',
    ]) {
      expect(log).not.toContain(secret);
    }
    for (const value of julie.cookies.values()) expect(log).not.toContain(value.slice(0, 20));
    const { body } = await julie.ask('gym', 'audit.list', { limit: 500 });
    for (const secret of [tokenOf(invited.link), created.secret, goodPassword])
      expect(body).not.toContain(secret);
  });
});
