import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#src/engines/clock/index.ts';
import { type Journal, openJournal } from '#src/engines/journal/index.ts';
import { intakeDoor } from './index.ts';

let folder: string;
let journal: Journal;
let server: Server;
let address: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-door-'));
  journal = await openJournal({ folder });
  const door = intakeDoor({
    journal,
    clock: systemClock,
    publicUrl: () => 'https://events.example/perdure/',
    lookUp: async (key) => (key === 'k' ? { workspace: 1, source: 2 } : undefined),
    log: { warn: () => {}, error: () => {} },
  });
  server = createServer((request, response) => {
    if (!door.handle(request, response)) response.end('the other server');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
});

afterAll(async () => {
  server.close();
  await journal.close();
  rmSync(folder, { recursive: true });
});

it.each(['/', '/exports', '/e-mail', '/statics', '/api/ask/x', '/batches', '/settings', '/v10'])(
  'leaves %s to the other server',
  async (path) => {
    expect(await (await fetch(address + path)).text()).toBe('the other server');
  },
);

it('takes events and makes them durable', async () => {
  const body = JSON.stringify({ writeKey: 'k', event: 'Bought', userId: 'julie' });
  const answer = await fetch(`${address}/v1/track`, { method: 'POST', body });
  expect([answer.status, await answer.json()]).toEqual([200, { success: true, status: 1 }]);
  expect((await journal.waiting()).events).toBe(1);
});

it('says no under its own paths, and lets any page read it', async () => {
  const answer = await fetch(`${address}/v1/nothing`, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([404, '*']);
});

it('tells browsers the public address, path included', async () => {
  const settings = await (await fetch(`${address}/v1/projects/k/settings`)).json();
  expect(settings).toMatchObject({
    integrations: { 'Segment.io': { apiHost: 'events.example/perdure/v1', protocol: 'https' } },
  });
});

it('answers a thousand bodies at once, each stored once', async () => {
  const before = (await journal.waiting()).events;
  const body = (n: number) => JSON.stringify({ writeKey: 'k', event: 'Bought', userId: `${n}` });
  const answers = await Promise.all(
    Array.from(
      { length: 1000 },
      async (_, n) => (await fetch(`${address}/v1/t`, { method: 'POST', body: body(n) })).status,
    ),
  );
  expect(new Set(answers)).toEqual(new Set([200]));
  expect((await journal.waiting()).events - before).toBe(1000);
});
