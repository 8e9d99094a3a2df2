import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewWorkspace } from '#src/access/index.ts';
import {
  type Browser,
  firstAdministrator,
  newMember,
  newWorkspace,
  openTestDoor,
  type TestDoor,
} from '../../../test/door.ts';
import { arrivals, departures, echo, endless, failing } from './asked.test-data.ts';

let door: TestDoor;
let made: NewWorkspace;
let julie: Browser;

beforeAll(async () => {
  door = await openTestDoor({ operations: [echo, endless, failing], settings: { requestsPerMinute: 300 } });
  julie = await firstAdministrator(door);
  made = await newWorkspace(door, 'Gym');
});
afterAll(() => door?.close());

const byKey = (key: string, name: string, payload: object = {}) =>
  door.app.inject({
    method: 'POST',
    url: `/api/ask/${name}`,
    headers: { authorization: `Bearer ${key}` },
    payload,
  });

describe('asking by key', () => {
  it('is answered for the workspace that the key names', async () => {
    const response = await byKey(made.apiKey, 'testing.echo', { say: 'hello' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ rows: [{ said: 'hello' }] });
    expect(response.headers).toMatchObject({
      'ratelimit-limit': '300',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^req_/),
    });
    expect((await byKey(made.apiKey, 'workspaces.list')).json().workspaces).toMatchObject([{ slug: 'gym' }]);
  });

  it('takes an empty body for an empty question', async () => {
    const headers = { authorization: `Bearer ${made.apiKey}`, 'content-type': 'application/json' };
    expect(
      (await door.app.inject({ method: 'POST', url: '/api/ask/workspaces.list', headers })).statusCode,
    ).toBe(200);
  });

  it.each([
    ['unknown', 'pk_0000'],
    ['well-formed but not made by us', 'pk_00000000000000000000000000000000abcdefg'],
    ['empty', ''],
  ])('is refused with a key that is %s', async (_, key) => {
    expect((await byKey(key, 'testing.echo', { say: 'x' })).json()).toMatchObject({
      status: 401,
      code: 'access.unknown_key',
    });
  });

  it('does only what the key’s scopes allow', async () => {
    const { secret } = (
      await julie.ask('gym', 'keys.create', { name: 'only data', scopes: ['data:read'] })
    ).json();
    expect((await byKey(secret, 'sources.list')).statusCode).toBe(200);
    expect((await byKey(secret, 'testing.echo', { say: 'x' })).json()).toMatchObject({
      status: 403,
      code: 'access.forbidden',
    });
    expect((await byKey(secret, 'sources.create', { name: 'x' })).statusCode).toBe(403);
  });

  it('ends with the key: revoked at once, expired on time', async () => {
    const now = door.engines.clock.now();
    const expiresAt = new Date(now + 60_000).toISOString();
    const { key, secret } = (
      await julie.ask('gym', 'keys.create', { name: 'short', scopes: ['data:read'], expiresAt })
    ).json();
    expect((await byKey(secret, 'sources.list')).statusCode).toBe(200);
    door.engines.clock.set(now + 60_000);
    expect((await byKey(secret, 'sources.list')).statusCode).toBe(401);
    door.engines.clock.set(now);
    await julie.ask('gym', 'keys.revoke', { id: key.id });
    expect((await byKey(secret, 'sources.list')).statusCode).toBe(401);
  });

  it('is never read again: no list shows a secret, nor its hash', async () => {
    const { secret, key } = (
      await julie.ask('gym', 'keys.create', { name: 'once', scopes: ['data:read'] })
    ).json();
    const { body } = await julie.ask('gym', 'keys.list');
    expect(body).toContain(key.id);
    expect(body).not.toContain(secret.slice(3, 20));
    expect((await julie.ask('gym', 'audit.list')).body).not.toContain(secret.slice(3, 20));
  });

  it('cannot make a key that may more than its maker', async () => {
    const rosa = await newMember(door, julie, {
      workspace: 'gym',
      email: 'rosa@example.com',
      role: 'editor',
    });
    expect((await rosa.ask('gym', 'keys.create', { name: 'x', scopes: ['settings:write'] })).statusCode).toBe(
      403,
    );
    const limited = (
      await julie.ask('gym', 'keys.create', { name: 'l', scopes: ['settings:write', 'settings:read'] })
    ).json().secret;
    const response = await byKey(limited, 'keys.create', { name: 'x', scopes: ['customers:read'] });
    expect(response.json()).toMatchObject({
      status: 403,
      code: 'keys.beyond_own_permissions',
      got: 'customers:read',
    });
  });

  it('with a write key opens nothing', async () => {
    expect((await byKey(made.writeKey, 'sources.list')).statusCode).toBe(401);
  });

  it('gives a person’s reset link to no key', async () => {
    const { secret } = (
      await julie.ask('gym', 'keys.create', { name: 's', scopes: ['settings:write'] })
    ).json();
    expect((await byKey(secret, 'users.reset-link', { id: 'usr_1' })).json()).toMatchObject({
      status: 403,
      code: 'users.not_by_key',
    });
    expect((await byKey(secret, 'workspaces.create', { name: 'x' })).json()).toMatchObject({ status: 403 });
  });
});

describe('a refusal', () => {
  it('names every field at fault, what was expected and what came', async () => {
    const response = await byKey(made.apiKey, 'testing.echo', { say: 7, times: 9, loud: true });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json');
    const problem = response.json();
    expect(problem).toMatchObject({
      type: 'urn:perdure:problem:access.invalid_input',
      code: 'access.invalid_input',
      title: 'Invalid',
      field: 'say',
      got: 7,
    });
    expect(problem.problems.map((one: { field: string }) => one.field)).toEqual(['say', 'times', 'loud']);
  });

  it('carries the code, field and value of the room that refused', async () => {
    expect((await byKey(made.apiKey, 'testing.failing', { how: 'refusal' })).json()).toMatchObject({
      status: 409,
      code: 'testing.refused',
      field: 'how',
      expected: 'something else',
      got: 'refusal',
    });
  });

  it('of ours tells nothing but its id, under which the log holds the cause', async () => {
    const response = await byKey(made.apiKey, 'testing.failing', { how: 'fault' });
    expect(response.json()).toMatchObject({ status: 500, code: 'fault' });
    expect(response.body).not.toContain('canary');
    const line = door
      .log()
      .split('\n')
      .find((one) => one.includes('canary-inner-detail'));
    expect(line).toContain(response.json().requestId);
  });

  it('answers an unknown operation, an unknown address and broken JSON with what was expected', async () => {
    expect((await byKey(made.apiKey, 'testing.nothing')).json()).toMatchObject({
      status: 404,
      code: 'access.unknown_operation',
    });
    const unknown = await door.app.inject({ method: 'GET', url: '/api/nothing' });
    expect(unknown.json()).toMatchObject({ status: 404, code: 'http.not_found' });
    const headers = { authorization: `Bearer ${made.apiKey}`, 'content-type': 'application/json' };
    for (const payload of [
      '{',
      '{"__proto__":{"admin":true}}',
      '{"say":"x","constructor":{"prototype":{}}}',
    ]) {
      const response = await door.app.inject({
        method: 'POST',
        url: '/api/ask/testing.echo',
        headers,
        payload,
      });
      expect(response.json()).toMatchObject({ status: 400, code: 'http.malformed' });
    }
    const big = await door.app.inject({
      method: 'POST',
      url: '/api/ask/testing.echo',
      headers,
      payload: `{"say":"${'x'.repeat(1_000_000)}"}`,
    });
    expect(big.json()).toMatchObject({ status: 413, code: 'http.too_large' });
  });

  it('is a fault where an answer is not as declared', async () => {
    expect((await byKey(made.apiKey, 'testing.failing', { how: 'wrong_answer' })).statusCode).toBe(500);
  });
});

describe('asking by session', () => {
  it('needs the workspace, by slug or id, and one’s own', async () => {
    expect((await julie.ask('gym', 'testing.echo', { say: 'x' })).statusCode).toBe(200);
    expect((await julie.ask(made.id, 'testing.echo', { say: 'x' })).statusCode).toBe(200);
    expect((await julie.send('POST', '/api/ask/testing.echo', { say: 'x' })).json()).toMatchObject({
      status: 400,
      code: 'access.workspace_missing',
    });
    expect((await julie.ask('elsewhere', 'testing.echo', { say: 'x' })).json()).toMatchObject({
      status: 404,
      code: 'access.unknown_workspace',
    });
  });

  it('lists what the asker may use', async () => {
    const names = (await julie.send('GET', '/api/operations?workspace=gym'))
      .json()
      .map((one: { name: string }) => one.name);
    expect(names).toContain('testing.echo');
    expect(names).toContain('keys.create');
  });
});

describe('an asker who leaves', () => {
  it('is no longer worked for', async () => {
    const address = await door.app.listen({ host: '127.0.0.1', port: 0 });
    const leaving = new AbortController();
    const asked = fetch(`${address}/api/ask/testing.endless`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.apiKey}` },
      signal: leaving.signal,
    });
    const refused = expect(asked).rejects.toThrow();
    await expect.poll(() => arrivals.length, { timeout: 5_000 }).toBe(1);
    leaving.abort();
    await refused;
    await expect.poll(() => departures.length, { timeout: 5_000 }).toBe(1);
  });
});

describe('an answer as CSV', () => {
  it('comes by link or by form, disarmed, and is in the audit log', async () => {
    const input = encodeURIComponent(JSON.stringify({ say: '=1+1', times: 2 }));
    const link = await julie.send('GET', `/api/export/testing.echo?workspace=gym&input=${input}`);
    expect(link.body).toBe("\uFEFFsaid\r\n'=1+1\r\n'=1+1\r\n");
    expect(link.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="testing.echo.csv"',
    });
    const post = await julie.send(
      'POST',
      '/api/export/testing.echo?guard=off',
      { say: '=1' },
      { headers: { 'x-perdure-workspace': 'gym' } },
    );
    expect(post.body).toBe('\uFEFFsaid\r\n=1\r\n');
    const { entries } = (await julie.ask('gym', 'audit.list', { action: 'export:testing.echo' })).json();
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ actorName: 'Julie', after: { fields: ['say'] } });
  });

  it('is never of a change', async () => {
    const response = await julie.send(
      'GET',
      '/api/export/sources.create?workspace=gym&input=%7B%22name%22%3A%22x%22%7D',
    );
    expect(response.json()).toMatchObject({ status: 400, code: 'access.not_exportable' });
  });
});

describe('the audit log', () => {
  it('holds who changed what, from what to what, and follows link by link', async () => {
    await julie.ask('gym', 'workspaces.update', { name: 'Salle' });
    const [entry] = (await julie.ask('gym', 'audit.list', { limit: 1 })).json().entries;
    expect(entry).toMatchObject({
      action: 'workspaces.update',
      actorName: 'Julie',
      subject: made.id,
      before: { name: 'Gym' },
      after: { name: 'Salle' },
      address: '192.0.2.10',
    });
    expect((await julie.ask('gym', 'audit.verify')).json()).toMatchObject({ whole: true });
  });

  it('pages backwards', async () => {
    const first = (await julie.ask('gym', 'audit.list', { limit: 2 })).json();
    const second = (await julie.ask('gym', 'audit.list', { limit: 2, before: first.next })).json();
    expect(second.entries[0].number).toBeLessThan(first.entries[1].number);
  });
});

describe('an address that asks too often', () => {
  it('is told to wait, in whole seconds', async () => {
    const { app } = door.again({ operations: [echo], settings: { requestsPerMinute: 2 } });
    const headers = { authorization: `Bearer ${made.apiKey}` };
    const ask = () =>
      app.inject({ method: 'POST', url: '/api/ask/testing.echo', headers, payload: { say: 'x' } });
    expect((await ask()).headers['ratelimit-remaining']).toBe('1');
    await ask();
    const third = await ask();
    expect(third.json()).toMatchObject({ status: 429, code: 'access.too_many_requests' });
    expect(third.headers['retry-after']).toBe('30');
    await app.close();
  });
});
