import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { perdure, type ServerProcess, startServer, until } from './server-process.ts';

/** A running server with a data folder and a workspace of its own, on which a fault is tried. */
export interface Bed {
  readonly folder: string;
  /** Slug of the workspace. */
  readonly workspace: string;
  readonly writeKey: string;
  readonly apiKey: string;
  /** The server that runs now. */
  readonly server: ServerProcess;
  /** Starts the server again, after it was killed or ended. @param environment variables besides its own */
  start(environment?: Record<string, string>): Promise<ServerProcess>;
  /** Starts the server where it does not run. */
  up(): Promise<void>;
  /** Asks an operation by the API. @throws Error with the answer where it is refused */
  ask<T>(operation: string, input?: unknown): Promise<T>;
  /** Asks by the command line, which may do everything. */
  order(operation: string, input: unknown): Promise<Record<string, unknown>>;
  /** Sends events as one batch; answers the status. */
  send(events: readonly object[]): Promise<number>;
  /** Resolves when all that was accepted is loaded. */
  loaded(withinMs?: number): Promise<void>;
  /** Ends what runs and removes the folder. */
  close(): Promise<void>;
}

/** How a bed is made. */
export interface BedWishes {
  /** An empty folder; a new one under the machine's temporary folder unless told. */
  readonly folder?: string;
  readonly timezone?: string;
}

/** Starts a server on an empty folder and makes a workspace. */
export async function openBed(name: string, wishes: BedWishes = {}): Promise<Bed> {
  const folder = wishes.folder ?? (await mkdtemp(join(tmpdir(), 'perdure-faults-')));
  let server = await startServer(folder);
  const zone = wishes.timezone ?? 'Europe/Paris';
  const made = await perdure(folder, 'workspace', 'create', name, '--timezone', zone).catch(async (error) => {
    await server.end();
    throw error;
  });
  const post = (path: string, key: string, body: unknown) =>
    fetch(`${server.address}${path}`, {
      method: 'POST',
      headers: { authorization: key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    folder,
    workspace: String(made.workspace),
    writeKey: String(made.writeKey),
    apiKey: String(made.apiKey),
    get server() {
      return server;
    },
    start: async (environment = {}) => {
      server = await startServer(folder, environment);
      return server;
    },
    up: async () => {
      if (!server.running) server = await startServer(folder);
    },
    ask: async <T>(operation: string, input: unknown = {}) => {
      const answer = await post(`/api/ask/${operation}`, `Bearer ${made.apiKey}`, input);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${operation} answered ${answer.status}: ${text}`);
      return JSON.parse(text) as T;
    },
    order: (operation, input) =>
      perdure(
        folder,
        'ask',
        operation,
        '--workspace',
        String(made.workspace),
        '--input',
        JSON.stringify(input),
      ),
    send: async (batch) => {
      const basic = Buffer.from(`${made.writeKey}:`).toString('base64');
      const answer = await post('/v1/batch', `Basic ${basic}`, { batch });
      await answer.arrayBuffer();
      return answer.status;
    },
    loaded: (withinMs) => until(async () => (await waitingEvents(server.address)) === 0, withinMs),
    close: async () => {
      if (server.running) await server.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Events accepted and not yet loaded, as the metrics tell. */
export const waitingEvents = (address: string): Promise<number> =>
  metric(address, 'perdure_journal_waiting_events');

/** One value of /metrics. @throws Error where there is none of that name */
export async function metric(address: string, name: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = new RegExp(`^${name} ([0-9.e+]+)$`, 'm').exec(text);
  if (line === null) throw new Error(`no ${name} in /metrics`);
  return Number(line[1]);
}

/** Which checks of /readyz are red. */
export async function redChecks(address: string): Promise<string[]> {
  const answer = await fetch(`${address}/readyz`);
  const { checks } = (await answer.json()) as { checks: Record<string, { ok: boolean }> };
  const red = Object.keys(checks).filter((name) => checks[name]?.ok !== true);
  if ((answer.status === 200) !== (red.length === 0))
    throw new Error(`/readyz answered ${answer.status} with ${red.length} red checks`);
  return red;
}
