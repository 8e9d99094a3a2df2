import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  firstAdministrator,
  goodPassword,
  newWorkspace,
  openBrowser,
  openTestDoor,
  type TestDoor,
} from '../../../test/door.ts';

let door: TestDoor;
let julie: Browser;
let apiKey: string;

beforeAll(async () => {
  door = await openTestDoor({ settings: { requestsPerMinute: 1_000_000 } });
  julie = await firstAdministrator(door);
  ({ apiKey } = await newWorkspace(door, 'Gym'));
});
afterAll(() => door?.close());

describe('another site’s page (CSRF)', () => {
  it('cannot change anything in a signed-in browser’s name', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://perdure.test.evil.example',
      'http://perdure.test:8080',
    ]) {
      const response = await julie.send(
        'POST',
        '/api/ask/sources.create',
        { name: 'x' },
        { headers: { origin, 'x-perdure-workspace': 'gym' } },
      );
      expect(response.statusCode).toBe(403);
      expect(response.json().code).toBe('session.foreign_origin');
    }
  });

  it('cannot sign somebody in or out either', async () => {
    const headers = { origin: 'https://evil.example' };
    expect(
      (
        await openBrowser(door.app).send(
          'POST',
          '/api/session/sign-in',
          { email: 'julie@example.com', password: goodPassword },
          { headers },
        )
      ).statusCode,
    ).toBe(403);
    expect((await julie.send('POST', '/api/session/sign-out', undefined, { headers })).statusCode).toBe(403);
  });

  it('cannot leave out where it comes from', async () => {
    const cookie = [...julie.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await door.app.inject({
      method: 'POST',
      url: '/api/session/sign-out',
      headers: { cookie },
    });
    expect(response.statusCode).toBe(403);
  });

  it('cannot hide behind a made-up key: cookies are looked at as well', async () => {
    const headers = { origin: 'https://evil.example', authorization: 'Bearer x' };
    expect((await julie.send('POST', '/api/workspaces', { name: 'x' }, { headers })).statusCode).toBe(403);
  });

  it('cannot send a form or plain text', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await julie.send('POST', '/api/ask/sources.create', '{"name":"x"}', {
        headers: { 'content-type': type, 'x-perdure-workspace': 'gym' },
      });
      expect(response.statusCode).toBe(415);
    }
  });
});

describe('the machinery behind the door', () => {
  it('has none of the sign-in machinery’s own addresses', async () => {
    for (const path of [
      'sign-up/email',
      'update-user',
      'change-email',
      'delete-user',
      'list-sessions',
      'api-key/create',
    ]) {
      const response = await julie.send('POST', `/api/auth/${path}`, {
        userId: 'usr_1',
        email: 'a@b.fr',
        password: goodPassword,
        name: 'x',
      });
      expect(response.statusCode).toBe(404);
    }
  });

  it('takes no user id from a body (CVE-2025-61928): names it does not know are refused', async () => {
    const response = await openBrowser(door.app).send('POST', '/api/session/sign-in', {
      email: 'julie@example.com',
      password: goodPassword,
      userId: 'usr_1',
    });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'access.invalid_input', field: 'userId' });
  });
});

const hostile = fc.constantFrom(
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  "'; drop table users; --",
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '__proto__',
  'constructor',
  '=1+1',
  'x'.repeat(10_000),
  '9'.repeat(400),
  '1e999',
  'NaN',
  '',
  ' ',
);
const text = fc.oneof(hostile, fc.string({ unit: 'binary' }));
const value = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom(
    null,
    true,
    -0,
    2 ** 53 + 2,
    -1,
    1e308,
    0.1,
    2 ** 31,
    '2026-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:00',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Target {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly schema: Schema;
}

/** Every address of the description, with the schema of its body. */
async function targets(): Promise<Target[]> {
  const { paths, components } = (await door.app.inject('/openapi.json')).json();
  return Object.entries<Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>(
    paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => {
      const reference = requestBody?.content['application/json']?.schema.$ref ?? '';
      const schema = components.schemas[reference.replace('#/components/schemas/', '')] ?? {};
      return { method: method.toUpperCase() as Target['method'], path, schema }; // as OpenAPI has it
    }),
  );
}

/** What fits the schema in form and is hostile in content; now and then what does not fit. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const [first, ...others] = schema.anyOf ?? [];
  if (first !== undefined) return fc.oneof(fitting(first), ...others.map(fitting));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === 'object' && schema.properties !== undefined) {
    const shape = Object.fromEntries(
      Object.entries(schema.properties).map(([name, one]) => [name, mostly(fitting(one))]),
    );
    return fc.record(shape, { requiredKeys: [...(schema.required ?? [])] });
  }
  if (schema.type === 'array') return fc.array(fitting(schema.items ?? {}), { maxLength: 4 });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constant(2 ** 53 - 1));
  if (schema.format === 'email')
    return fc.oneof(
      fc.emailAddress(),
      text.map((one) => `${one}@example.com`),
    );
  if (schema.format === 'date-time')
    return fc.constantFrom('2027-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', '0000-01-01T00:00:00Z');
  return schema.type === 'string' ? text : value;
}

const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: value });

/** The seed stands here, so that a failure comes back. */
const seeded = { seed: 20_260_115, numRuns: 600 } as const;

describe('whatever is sent', () => {
  it('that fits an operation or a route in form is answered or refused, never a fault', async () => {
    const kept =
      /users\.(remove|change-role|reset-link|turn-off-totp)|sign-out|password|keys\.revoke|setup|live|mcp|imports/;
    const asked = (await targets()).filter(({ method, path }) => method !== 'GET' && !kept.test(path));
    const authorization = `Bearer ${apiKey}`;
    const one = fc
      .constantFrom(...asked)
      .chain((target) => fc.tuple(fc.constant(target), mostly(fitting(target.schema)), fc.boolean()));
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(one, async ([{ method, path }, payload, withKey]) => {
        const sent = { 'content-type': 'application/json', 'x-perdure-workspace': 'gym' };
        const text = JSON.stringify(payload);
        const response = withKey
          ? await door.app.inject({ method, url: path, payload: text, headers: { ...sent, authorization } })
          : await julie.send(method, path, text, { headers: sent });
        if (response.statusCode < 300) answered += 1;
        expect([path, text, response.statusCode]).not.toEqual([path, text, 500]);
      }),
      seeded,
    );
    expect(answered).toBeGreaterThan(100); // else the hostile words stopped at the threshold and proved nothing
  });

  it('with any cookie, key, workspace and bytes is answered or refused, never a fault', async () => {
    const closed = (await targets()).filter(({ path }) => !['/api/live', '/mcp'].includes(path));
    const header = fc.oneof(
      fc.constantFrom(
        '',
        'Bearer',
        'Bearer ',
        `Bearer ${apiKey}x`,
        'Basic Og==',
        '%E0%A4%A',
        'perdure.session_token=%E0%A4%A',
        'perdure.session_token=a.b',
      ),
      fc.string(),
    );
    const printable = header.map((one) => one.replace(/[^\x20-\x7e]/g, '?'));
    const payload = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{', '[[[', '"', '{"a":'.repeat(5_000)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...closed),
        payload,
        printable,
        printable,
        text,
        async ({ path, method }, sent, cookie, authorization, workspace) => {
          const key = authorization.length % 2 === 0 ? { authorization } : {};
          const response = await door.app.inject({
            method,
            url: `${path}?workspace=${encodeURIComponent(workspace.toWellFormed())}&input=${encodeURIComponent(sent.toWellFormed())}&name=x`,
            headers: {
              'content-type': 'application/json',
              cookie,
              ...key,
              host: 'perdure.test',
              origin: 'http://perdure.test',
            },
            ...(method === 'GET' ? {} : { payload: sent }),
          });
          expect([path, response.statusCode, response.body]).not.toEqual([path, 500, response.body]);
        },
      ),
      seeded,
    );
  });

  it('from a signed-in browser that names any workspace is no fault either', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (workspace) => {
        const response = await julie.send(
          'GET',
          `/api/operations?workspace=${encodeURIComponent(workspace.toWellFormed())}`,
        );
        expect([400, 404]).toContain(response.statusCode);
      }),
      { ...seeded, numRuns: 200 },
    );
  });

  it('as names of people and workspaces comes back as it was, and nowhere as a page', async () => {
    const name = '<img src=x onerror=alert(1)> {{7*7}} "; drop table users; --';
    await julie.ask('gym', 'workspaces.update', { name });
    const session = await julie.send('GET', '/api/session');
    expect(session.json().workspaces[0].name).toBe(name);
    expect(session.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });
});
