import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { openEmbeddedPostgres } from './index.ts';

const root = process.getuid?.() === 0;
const linux = process.platform === 'linux';

const newFolder = () => mkdtemp(join(tmpdir(), 'perdure-records-'));
const removed = (path: string) => rm(path, { recursive: true, force: true });

/** A folder whose records are made, with one row, and closed. */
let made: string;
beforeAll(async () => {
  made = await newFolder();
  const records = await openEmbeddedPostgres({ folder: made });
  await records.run(sql`create table kept (n integer)`);
  await records.run(sql`insert into kept values (1)`);
  await records.close();
});
afterAll(() => removed(made));

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => removed(folder));

/** Puts records that are made already into the test's folder, owners and all: making them takes three seconds each. */
const copyMade = () => promisify(execFile)('cp', ['-a', `${made}/.`, folder]);

const pidFile = () => join(folder, 'records/data/postmaster.pid');
const serverPid = async () => Number.parseInt(await readFile(pidFile(), 'utf8'), 10);

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH: nobody has this number
  }
}

async function gone(pid: number): Promise<void> {
  while (lives(pid)) await pause(20);
}

/** Another process with the records of this folder open, a second row written, waiting to be killed. */
async function otherPerdure(as: { uid?: number; gid?: number } = {}) {
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const text = `
    const { openEmbeddedPostgres } = await import(${from('./index.ts')});
    const { sql } = await import(${from('../../basics/sql.ts')});
    const records = await openEmbeddedPostgres({ folder: ${JSON.stringify(folder)} });
    await records.run(sql\`create table if not exists kept (n integer)\`);
    await records.run(sql\`insert into kept values (2)\`);
    console.log('ready');
    setInterval(() => records.ping(), 100);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: new URL('../../..', import.meta.url),
    ...as,
  });
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (!Buffer.isBuffer(said)) throw new Error('the other process ended before it was ready');
  return child;
}

async function killed(child: ReturnType<typeof spawn>): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const kept = sql<{ n: number }>`select n from kept order by n`;

describe('PostgreSQL brought along', () => {
  it('is made once and found again, with checksums, full durability and a role bound by the walls', async () => {
    await copyMade();
    const records = await openEmbeddedPostgres({ folder });
    const row = await records.row(sql`
      select current_user as who, current_setting('is_superuser') as superuser,
        current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('server_version_num')::int / 10000 as major,
        (select datcollate || ' ' || datlocprovider::text || ' ' || datlocale from pg_database where datname = 'perdure')
          as collation`);
    expect(row).toEqual({
      who: 'perdure',
      superuser: 'off',
      checksums: 'on',
      fsync: 'on',
      commit: 'on',
      major: 18,
      collation: 'C b C.UTF-8',
    });
    expect(await records.rows(kept)).toEqual([{ n: 1 }]);
    const pid = await serverPid();
    await records.close();
    expect(lives(pid)).toBe(false);
  });

  it('keeps its passwords and its data for their owner alone, and does not run as root', async () => {
    await copyMade();
    const records = await openEmbeddedPostgres({ folder });
    const modeOf = async (name: string) => (await stat(join(folder, 'records', name))).mode & 0o777;
    expect(await modeOf('keys.json')).toBe(0o600);
    expect(await modeOf('server.log')).toBe(0o600);
    expect(await modeOf('data')).toBe(0o700);
    expect((await stat(folder)).mode & 0o007).toBe(0);
    if (linux) {
      const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
      if (root) expect(status).not.toMatch(/^Uid:\s+0\s/m);
    }
    expect(await readdir(join(folder, 'records'))).not.toContain('initdb.password');
    await records.close();
  });

  it('is made anew after a kill in the middle of its making', async () => {
    await mkdir(join(folder, 'records/data.new'), { recursive: true });
    await writeFile(join(folder, 'records/data.new/PG_VERSION'), '18\n');
    await writeFile(join(folder, 'records/initdb.password'), 'old');
    const records = await openEmbeddedPostgres({ folder });
    await records.ping();
    await records.close();
  });

  it('refuses keys that are not its own in clear words, and leaves no server behind', async () => {
    await copyMade();
    await rm(join(folder, 'records/keys.json'));
    await expect(openEmbeddedPostgres({ folder })).rejects.toMatchObject({ code: 'engines.records_keys' });
    while (await serverPid().catch(() => 0)) await pause(20);
  });

  it.each(['17', '19'])('refuses data of PostgreSQL %s in clear words', async (major) => {
    await mkdir(join(folder, 'records/data'), { recursive: true });
    await writeFile(join(folder, 'records/data/PG_VERSION'), `${major}\n`);
    await expect(openEmbeddedPostgres({ folder })).rejects.toMatchObject({
      code: 'engines.records_version',
      kind: 'unavailable',
      message: expect.stringContaining(`PostgreSQL ${major}`),
    });
  });
});

describe('a kill', () => {
  it('of Perdure ends its PostgreSQL, and what was committed is there', async () => {
    await copyMade();
    const other = await otherPerdure();
    const pid = await serverPid();
    await killed(other);
    await gone(pid);
    const records = await openEmbeddedPostgres({ folder });
    expect(await records.rows(kept)).toEqual([{ n: 1 }, { n: 2 }]);
    await records.close();
  });

  it.each([20, 40, 80])(
    'of Perdure %d ms after it began to start leaves nothing in the way of the next',
    async (ms) => {
      await copyMade();
      const slice = JSON.stringify(new URL('./index.ts', import.meta.url).href);
      const text = `
      const { openEmbeddedPostgres } = await import(${slice});
      console.log('begins');
      await openEmbeddedPostgres({ folder: ${JSON.stringify(folder)} });`;
      const other = spawn(process.execPath, ['--input-type=module', '--eval', text], {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: new URL('../../..', import.meta.url),
      });
      await once(other.stdout, 'data');
      await pause(ms);
      await killed(other);
      const records = await openEmbeddedPostgres({ folder });
      await records.ping();
      await records.close();
    },
  );

  it.runIf(linux)(
    'of Perdure and of the keeper leaves a PostgreSQL that the next start stops first',
    async () => {
      await copyMade();
      const other = await otherPerdure();
      const pid = await serverPid();
      const keeper = Number(/^PPid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
      const children = (await readFile(`/proc/${keeper}/task/${keeper}/children`, 'utf8'))
        .trim()
        .split(' ')
        .map(Number);
      for (const each of [keeper, ...children.filter((child) => child !== pid)])
        process.kill(each, 'SIGKILL');
      await killed(other);
      expect(lives(pid)).toBe(true);
      const records = await openEmbeddedPostgres({ folder });
      // Ended, if perhaps still in the list of processes: nobody may be there to look after it.
      await expect(readlink(`/proc/${pid}/cwd`)).rejects.toThrow();
      expect(await serverPid()).not.toBe(pid);
      expect(await records.rows(kept)).toEqual([{ n: 1 }, { n: 2 }]);
      await records.close();
    },
  );

  it('that left the number of a process that is another’s now does not hinder the start, nor end that process', async () => {
    await copyMade();
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    await writeFile(
      pidFile(),
      `${bystander.pid}\n${join(folder, 'records/data')}\n1\n5432\n\n127.0.0.1\n0\nready\n`,
    );
    const records = await openEmbeddedPostgres({ folder });
    await records.ping();
    expect(lives(bystander.pid ?? 0)).toBe(true);
    await records.close();
    await killed(bystander);
  });

  it('of PostgreSQL is a refusal to be tried again, and it comes back by itself on the same address', async () => {
    await copyMade();
    const records = await openEmbeddedPostgres({ folder });
    process.kill(await serverPid(), 'SIGKILL');
    const refusals = new Set<unknown>();
    const until = async (): Promise<unknown[]> => {
      try {
        return await records.rows(kept);
      } catch (error) {
        refusals.add(error instanceof Error && 'code' in error ? error.code : error);
        await pause(20);
        return until();
      }
    };
    expect(await until()).toEqual([{ n: 1 }]);
    expect([...refusals].filter((code) => code !== 'engines.records_unavailable')).toEqual([]);
    await records.close();
  });
});

describe.runIf(root && linux)('started by root', () => {
  it('works in a place that no other user can enter', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const place = join(closed, 'data');
    await mkdir(place, { mode: 0o700 });
    const records = await openEmbeddedPostgres({ folder: place });
    await records.ping();
    await records.close();
    const again = await openEmbeddedPostgres({ folder: place });
    await again.ping();
    await again.close();
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
  });

  it('goes on with what an ordinary user began, as that user', async () => {
    const nobody = { uid: 65534, gid: 65534 };
    await chmod(folder, 0o777);
    folder = join(folder, 'theirs');
    const other = await otherPerdure(nobody);
    const pid = await serverPid();
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s/m);
    await killed(other);
    await gone(pid);
    const records = await openEmbeddedPostgres({ folder });
    expect(await records.rows(kept)).toEqual([{ n: 2 }]);
    expect(await readFile(`/proc/${await serverPid()}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s/m);
    await records.close();
    folder = join(folder, '..');
  });
});
