import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { exitCodes } from '#src/doors/cli/index.ts';
import { type ServerProcess, startServer, until } from '../faults/server-process.ts';
import { inStores } from '../faults/stores.ts';
import { makeOldFolder } from './old-folder.ts';

/*
 * R21. The rows were written by the program as it was with records 0008 and warehouse 0002: 60 people over eight weeks,
 * six browsers, an alias, three accounts, an import of 41 rows, one event set aside, a list, a saved question.
 */

let folder: string;
let server: ServerProcess;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-upgrade-'));
  await makeOldFolder(join(folder, 'data'), { records: 8, warehouse: 2 });
  server = await startServer(join(folder, 'data'));
  cookie = await signIn();
}, 180_000);
afterAll(async () => {
  if (server?.running) await server.end();
  await rm(folder, { recursive: true, force: true });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.address, ...headers },
    body: JSON.stringify(body),
  });

async function signIn(): Promise<string> {
  const answer = await post('/api/session/sign-in', {
    email: 'julie@example.com',
    password: 'le vélo bleu de Julie',
  });
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function ask<Answer>(operation: string, input: object = {}): Promise<Answer> {
  const answer = await post(`/api/ask/${operation}`, input, { cookie, 'x-perdure-workspace': 'atelier' });
  const said = (await answer.json()) as { readonly detail?: string };
  expect([operation, answer.status, said.detail]).toEqual([operation, 200, undefined]);
  return said as Answer;
}

interface Grid {
  readonly series: readonly {
    readonly cohorts: readonly {
      readonly period: string;
      readonly size: number;
      readonly cells: readonly { readonly eligible: number; readonly returned: number }[];
    }[];
  }[];
}

/** As the program of then answered it. */
const returnsThen = {
  '2025-09-01': [13, 7, 5, 6, 0, 4, 5, 2, 0],
  '2025-09-08': [14, 8, 6, 7, 0, 4, 4, 2, 0],
  '2025-09-15': [12, 4, 4, 6, 0, 2, 4, 4, 0],
  '2025-09-22': [1, 1, 1, 1, 0, 1, 0, 0, 0],
};
const returnsOf = ({ series }: Grid) =>
  Object.fromEntries(
    series[0]?.cohorts.map(({ period, cells }) => [period, cells.map(({ returned }) => returned)]) ?? [],
  );

describe('a data folder of the first form, opened by today’s program', () => {
  it('has every event, whatever became of it, and counts a message known then as a repeat', async () => {
    const then = { accepted: 274, stored: 272, rejected: 2, quarantined: 0, duplicate: 0 };
    expect(await ask('events.accounting')).toMatchObject(then);
    const { sources } = await ask<{ sources: { name: string; writeKey: string }[] }>('sources.list');
    const basic = `Basic ${Buffer.from(`${sources[0]?.writeKey}:`).toString('base64')}`;
    const at = '2025-09-01T12:00:00.000Z';
    const known = { type: 'track', event: 'Signup', userId: 'client-0', messageId: 'old-1', timestamp: at };
    const sent = await post('/v1/import', { batch: [known] }, { authorization: basic });
    expect(sent.status).toBe(200);
    await until(async () => (await ask<{ accepted: number }>('events.accounting')).accepted === 275);
    expect(await ask('events.accounting')).toMatchObject({ ...then, accepted: 275, duplicate: 1 });
  }, 90_000);

  it('answers the saved question with the same grid, by bitmaps and from events', async () => {
    const { questions } = await ask<{ questions: { name: string; ask: object }[] }>('questions.list');
    expect(questions.map(({ name }) => name)).toEqual(['Retour hebdomadaire']);
    const saved = questions[0]?.ask ?? {};
    expect(returnsOf(await ask<Grid>('retention.grid', saved))).toEqual(returnsThen);
    const onlyByEvents = { ...saved, atLeast: { kind: 'times', times: 1 }, window: 'rolling' };
    expect(
      (await ask<Grid>('retention.grid', onlyByEvents)).series[0]?.cohorts.map(({ size }) => size),
    ).toEqual(Object.values(returnsThen).map(([size]) => size));
  });

  it('counts who came twice a week: days are stored otherwise since', async () => {
    const twice = {
      start: { event: null },
      return: { event: null },
      entry: 'every_period',
      from: '2025-09-15',
      to: '2025-09-21',
      intervals: 3,
      atLeast: { kind: 'times', times: 2 },
      asOf: '2025-12-15T00:00:00Z',
    };
    // Counted from the lines of door-0002.jsonl: 37 people in that week; two events or more in each of the next three.
    const returns = { '2025-09-15': [37, 0, 2, 2] };
    expect(returnsOf(await ask<Grid>('retention.grid', twice))).toEqual(returns);
    const byEvents = { ...twice, includeMarked: true };
    expect(returnsOf(await ask<Grid>('retention.grid', byEvents))).toEqual(returns);
  });

  it('knows its accounts, and by which ids its people are called', async () => {
    const { segment } = await ask<{ segment: { id: string } }>('segments.create', {
      name: 'Tous les comptes',
      unit: 'account',
      rule: {
        conditions: [{ kind: 'people', match: 'all', conditions: [{ kind: 'did', match: { event: null } }] }],
      },
    });
    const size = async () =>
      (await ask<{ segment: { size: number | null } }>('segments.show', { id: segment.id })).segment.size;
    await until(async () => (await size()) !== null);
    expect(await size()).toBe(3); // three accounts are named by group calls in door-0002.jsonl
    const accounts = async () =>
      (await ask<{ people: { id: string }[] }>('segments.people', { id: segment.id })).people;
    await until(async () => (await accounts()).length > 0); // its size is told before its members can be listed
    expect((await accounts()).map(({ id }) => id).toSorted()).toEqual(['house-0', 'house-1', 'house-2']);
  }, 90_000);

  it('has the list and its people, the import, and the set-aside event', async () => {
    const { lists } = await ask<{ lists: { id: string; name: string; size: number }[] }>('lists.list');
    expect(lists).toMatchObject([{ name: 'Tous', size: 60 }]);
    const listed = await ask<{ people: unknown[] }>('lists.people', { id: lists[0]?.id, limit: 100 });
    expect(listed.people).toHaveLength(60);
    const { imports } = await ask<{ imports: object[] }>('imports.list');
    expect(imports).toMatchObject([
      { name: 'orders.csv', state: 'done', accepted: 41, stored: 40, rejected: 1 },
    ]);
    const aside = await ask<{ events: { reason: string }[] }>('rejects.list');
    expect(aside.events.map(({ reason }) => reason)).toEqual(['intake.no_identity']);
  });

  it('lets its people do what they did: replay the event that was set aside', async () => {
    const { events } = await ask<{ events: { id: string; event: string }[] }>('rejects.list');
    const [bad] = events;
    const mended = JSON.stringify({ ...JSON.parse(bad?.event ?? '{}'), userId: 'client-7' });
    await ask('rejects.fix', { id: bad?.id, event: mended });
    await ask('rejects.replay', { ids: [bad?.id] });
    await until(async () => (await ask<{ stored: number }>('events.accounting')).stored === 273);
  }, 90_000);
});

/** Tries to serve a folder; tells how that ended. */
async function refused(place: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['src/main.ts', 'serve', '--port', '0', '--no-demo'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, PERDURE_DATA: place, PERDURE_LANG: 'en', PERDURE_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

describe('a data folder that a newer Perdure has used', () => {
  it('is refused with an exit code and the version that is needed', async () => {
    const place = join(folder, 'newer');
    await makeOldFolder(place, { records: 8, warehouse: 2 });
    await writeFile(join(place, 'version'), '9.1.0\n');
    const { code, said } = await refused(place);
    expect(code).toBe(exitCodes.unavailable);
    expect(said).toContain('data_folder.newer');
    expect(said).toContain('Perdure 9.1.0 or newer');
  }, 120_000);

  it('is refused by its migrations too, with nothing changed', async () => {
    const place = join(folder, 'newer');
    await writeFile(join(place, 'version'), '0.1.0\n');
    await inStores(place, ({ records }) =>
      records.run(
        sql`insert into schema_migrations (number, name, checksum) values (9001, '9001-later.sql', 'x')`,
      ),
    );
    const { code, said } = await refused(place);
    expect(code).toBe(exitCodes.unavailable);
    expect(said).toContain('engines.schema_newer');
    const last = await inStores(place, ({ records }) =>
      records.row(sql<{ number: number }>`
        select max(number) as number
        from schema_migrations
        where number < 9000`),
    );
    expect(last?.number).toBe(8);
  }, 120_000);
});
