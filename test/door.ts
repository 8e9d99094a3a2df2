import { createHmac } from 'node:crypto';
import { Writable } from 'node:stream';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type Access, type NewWorkspace, openAccess } from '#src/access/index.ts';
import { type ApiParts, buildApi } from '#src/doors/api/index.ts';
import type { Letter } from '#src/engines/mail/port.ts';
import { openTestEngines, type TestEngines } from './engines.ts';

export const home = 'http://perdure.test';

/** A password that is accepted. */
export const goodPassword = 'trois vélos bleus';

/** The HTTP door over real engines, asked in process. */
export interface TestDoor {
  readonly app: FastifyInstance;
  readonly access: Access;
  readonly engines: TestEngines;
  readonly parts: ApiParts;
  /** Every letter that was handed to the mail engine, in order. */
  readonly letters: Letter[];
  /** Everything that was logged, as text. */
  log(): string;
  /** Another door over the same engines. */
  again(wishes: DoorWishes): { app: FastifyInstance; access: Access };
  close(): Promise<void>;
}

/** What a test's door does otherwise than usual. */
export interface DoorWishes extends Partial<Omit<ApiParts, 'settings'>> {
  readonly settings?: Partial<ApiParts['settings']>;
  readonly tls?: boolean;
}

/** Opens a door with the room's own operations, and those of the test. */
export async function openTestDoor(wishes: DoorWishes = {}): Promise<TestDoor> {
  const engines = await openTestEngines();
  const letters: Letter[] = [];
  let logged = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const built = (wanted: DoorWishes) => {
    const access = openAccess({
      records: engines.records,
      clock: engines.clock,
      send: async (letter) => {
        letters.push(letter);
        return wanted.settings?.mail === true ? 'sent' : 'kept';
      },
      language: 'fr',
      secret: 'a secret of at least thirty-two characters',
      tls: wanted.tls ?? false,
      home: () => home,
    });
    const parts: ApiParts = {
      access,
      records: engines.records,
      warehouse: engines.warehouse,
      jobs: engines.jobs,
      clock: engines.clock,
      log: pino({ level: 'debug' }, sink),
      imports: {
        receive: async (_workspace, file) => ({ name: file.name, bytes: await bytesOf(file.stream) }),
      },
      live: { subscribe: () => () => undefined },
      readiness: [],
      measures: new Registry(),
      checksAnswers: true,
      ...wanted,
      operations: [...access.operations, ...(wanted.operations ?? [])],
      settings: { ...usualSettings, ...wanted.settings },
    };
    return { app: buildApi(parts), access, parts };
  };
  const door = built(wishes);
  return {
    ...door,
    engines,
    letters,
    log: () => logged,
    again: built,
    close: async () => {
      await door.app.close();
      await engines.close();
    },
  };
}

const usualSettings: ApiParts['settings'] = {
  version: '0.0.0-test',
  publicUrl: null,
  trustedProxies: [],
  language: 'fr',
  metricsToken: null,
  webRoot: '/nowhere',
  maxImportBytes: 1_000,
  requestsPerMinute: 600,
  mail: false,
};

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

/** A browser: keeps cookies, says where it comes from. */
export interface Browser {
  readonly cookies: Map<string, string>;
  send(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: unknown,
    more?: Partial<InjectOptions>,
  ): Promise<LightMyRequestResponse>;
  /** Asks an operation in a workspace. */
  ask(workspace: string, operation: string, input?: unknown): Promise<LightMyRequestResponse>;
}

/** Opens a browser at the door. */
export function openBrowser(app: FastifyInstance, address = '192.0.2.10'): Browser {
  const cookies = new Map<string, string>();
  const send: Browser['send'] = async (method, url, body, more = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { headers, ...rest } = more;
    const response = await app.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        host: 'perdure.test',
        ...(method === 'GET' ? {} : { origin: home }),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
      ...rest,
    });
    keepCookies(cookies, response);
    return response;
  };
  return {
    cookies,
    send,
    ask: (workspace, operation, input = {}) =>
      send('POST', `/api/ask/${operation}`, input, { headers: { 'x-perdure-workspace': workspace } }),
  };
}

function keepCookies(cookies: Map<string, string>, response: LightMyRequestResponse): void {
  for (const { name, value, maxAge } of response.cookies as {
    name: string;
    value: string;
    maxAge?: number;
  }[]) {
    if (maxAge === 0 || value === '') cookies.delete(name);
    else cookies.set(name, encodeURIComponent(value));
  }
}

/** Makes the first administrator and leaves them signed in. */
export async function firstAdministrator(door: TestDoor, email = 'julie@example.com'): Promise<Browser> {
  const browser = openBrowser(door.app);
  const token = tokenOf((await door.access.entrance.createSetupLink()) ?? '');
  const response = await browser.send('POST', '/api/session/setup', {
    token,
    name: 'Julie',
    email,
    password: goodPassword,
  });
  if (response.statusCode !== 200) throw new Error(`setup answered ${response.body}`);
  return browser;
}

/** Invites somebody and lets them in; answers their browser. */
export async function newMember(
  door: TestDoor,
  host: Browser,
  seat: { workspace: string; email: string; role: 'viewer' | 'editor' | 'admin' },
): Promise<Browser> {
  const { workspace, email, role } = seat;
  const invited = await host.ask(workspace, 'users.invite', { email, role });
  if (invited.statusCode !== 200) throw new Error(`the invitation answered ${invited.body}`);
  const browser = openBrowser(door.app, '192.0.2.20');
  const token = tokenOf(invited.json().link);
  const joined = await browser.send('POST', '/api/session/accept', {
    token,
    name: email.split('@')[0],
    password: goodPassword,
  });
  if (joined.statusCode !== 200) throw new Error(`the acceptance answered ${joined.body}`);
  return browser;
}

/** A workspace as the command line would make it. */
export const newWorkspace = (door: Pick<TestDoor, 'access'>, name: string): Promise<NewWorkspace> =>
  door.access.workspaces.create({ name }, { createdBy: 'cli' });

/** The part of a link after #. */
export const tokenOf = (link: string): string => link.split('#')[1] ?? '';

/** The code of the app (RFC 6238, SHA-1, 6 digits, 30 s), computed apart from what checks it. */
export function codeOf(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
