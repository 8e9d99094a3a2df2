import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from './index.ts';
import type { Damage } from './port.ts';
import { openStore } from './repair.ts';
import { salvage } from './salvage.ts';
import { checkLog } from './write-ahead-log.ts';

/*
 * One journal is written as a running process leaves it (a database and a log that was not carried over), then cut
 * and flipped in copies. Sizes: bodies from 10 bytes to 20 KB, so that some rows have overflow pages.
 */
const bodies = Array.from({ length: 40 }, (_, n) =>
  `body ${n} ${String(n).repeat((n * 37) % 1000)}`.padEnd((n % 8) * 2900, '.'),
);

/** Where the cut and flipped copies are opened: in memory if it can be, as each of hundreds of mendings syncs its files. */
const copies = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'perdure-damaged-'));

let root: string;
let file: Buffer;
let log: Buffer;
let carried: Buffer;

let smallFile: Buffer;
let smallLog: Buffer;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'perdure-damage-'));
  [file, log, carried] = await written(join(root, 'large'), bodies);
  [smallFile, smallLog] = await written(join(root, 'small'), ['one', 'two', 'three', 'four']);
});

/** The database and its log as a running process leaves them, and the database once the log is carried over. */
async function written(folder: string, texts: readonly string[]): Promise<[Buffer, Buffer, Buffer]> {
  mkdirSync(folder);
  const journal = await openJournal({ folder });
  for (const [at, text] of texts.entries()) {
    const body = Buffer.from(text);
    await journal.append({
      workspace: 1,
      source: 1,
      shape: 's',
      receivedAt: at,
      sentAt: null,
      events: 1,
      body,
    });
  }
  const left = ['', '-wal'].map((ending) => readFileSync(join(folder, `journal.sqlite${ending}`)));
  await journal.close();
  return [
    left[0] ?? Buffer.alloc(0),
    left[1] ?? Buffer.alloc(0),
    readFileSync(join(folder, 'journal.sqlite')),
  ];
}

afterAll(() => {
  for (const made of [root, copies]) rmSync(made, { recursive: true });
});

interface Opened {
  readonly found: readonly string[];
  readonly damage: Damage | undefined;
}

/** What a journal finds in these two files. */
function opened(database: Buffer, wal: Buffer): Opened {
  rmSync(copies, { recursive: true, force: true });
  mkdirSync(copies);
  writeFileSync(join(copies, 'journal.sqlite'), database);
  writeFileSync(join(copies, 'journal.sqlite-wal'), wal);
  const { store, damage } = openStore({
    path: join(copies, 'journal.sqlite'),
    maxPages: 0,
    now: 1_700_000_000_000,
  });
  const found: string[] = [];
  for (let batch = store.next(1000, 0); batch !== undefined; batch = store.next(1000, batch.id)) {
    found.push(...batch.entries.map(({ body }) => Buffer.from(body).toString()));
  }
  store.close();
  return { found, damage };
}

const flipped = (bytes: Buffer, at: number, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
};

/** All found were stored, in order; at most `missing` of the stored are not found. */
function expectAllBut(missing: number, { found }: Opened): void {
  const stored = new Set(bodies);
  expect(found.every((body) => stored.has(body))).toBe(true);
  expect(new Set(found).size).toBe(found.length);
  expect(found.length).toBeGreaterThanOrEqual(bodies.length - missing);
}

describe('the log is read as SQLite reads it', () => {
  it('is sound as it was left, and holds every page that was written', () => {
    expect(log.length).toBeGreaterThan(100_000);
    expect(checkLog(log)).toMatchObject({ pageSize: 4096, broken: undefined });
    expect(checkLog(log).frames.length).toBe((log.length - 32) / 4120);
  });

  it('gives all 40 bodies when nothing is broken', () => {
    expect(opened(file, log)).toEqual({ found: bodies, damage: undefined });
    expect(opened(carried, Buffer.alloc(0))).toEqual({ found: bodies, damage: undefined });
  });
});

describe('a log cut short', () => {
  it('keeps all but the last entry at each of the last 4,096 bytes, and tells of it', () => {
    let whole = 0;
    for (let cut = 1; cut <= 4096; cut += 1) {
      const torn = smallLog.subarray(0, smallLog.length - cut);
      expect(checkLog(torn).broken, `cut of ${cut}`).toMatch('inside a record');
      const { entries, lost } = salvage(smallFile, torn);
      expect(entries.map(({ receivedAt }) => receivedAt)).toEqual([0, 1, 2, 3].slice(0, entries.length));
      expect(entries.length + lost).toBeGreaterThanOrEqual(3); // of the last, no trace may be left
      whole += entries.length - 3;
    }
    expect(whole).toBeGreaterThan(0);
    for (const cut of [1, 2, 15, 16, 17, 2048, 4095, 4096]) {
      const result = opened(file, log.subarray(0, log.length - cut));
      expectAllBut(1, result);
      expect(result.damage?.found).toMatch('inside a record');
    }
  });

  it('keeps what was committed before, wherever it is cut', () => {
    for (let length = log.length; length > 0; length -= 29973) {
      const result = opened(file, log.subarray(0, length));
      expectAllBut(bodies.length, result);
      expect(result.found).toEqual(bodies.slice(0, result.found.length));
    }
  });
});

describe('one flipped bit', () => {
  it('in the last 4 KB of the log costs at most the entry it is in', () => {
    for (let back = 1; back <= 4120; back += 171) {
      const result = opened(file, flipped(log, log.length - back, back % 8));
      expectAllBut(1, result);
      expect(result.damage, `byte -${back}`).toBeDefined();
    }
  });

  it('anywhere in the log costs at most the entry it is in, where SQLite would drop all behind it', () => {
    for (let at = 0; at < log.length; at += 1 + Math.floor(log.length / 30)) {
      const result = opened(file, flipped(log, at, at % 8));
      expectAllBut(1, result);
      expect(result.damage, `byte ${at}`).toBeDefined();
    }
  });

  it('anywhere in the database costs at most the entry it is in', () => {
    for (let at = 0; at < carried.length; at += 1 + Math.floor(carried.length / 50)) {
      const result = opened(flipped(carried, at, at % 8), Buffer.alloc(0));
      expectAllBut(1, result);
      if (result.found.length < bodies.length)
        expect(result.damage).toMatchObject({ kept: result.found.length });
    }
  });

  it('in the first 200 bytes of the database, or in the head of a page, costs nothing', () => {
    const places = [
      ...Array.from({ length: 100 }, (_, n) => (n < 30 ? n : 2 * n - 30)),
      ...[1, 2, 3, 4].flatMap((page) => [0, 3, 4, 5].map((n) => page * 4096 + n)),
    ];
    for (const at of places) expectAllBut(0, opened(flipped(carried, at, at % 8), Buffer.alloc(0)));
  });
});

describe('a database cut short', () => {
  it('keeps every entry whose own bytes are there, at the last 4,096 bytes', () => {
    for (let cut = 1; cut <= 4096; cut += 127) {
      const result = opened(carried.subarray(0, carried.length - cut), Buffer.alloc(0));
      expectAllBut(8, result); // one page holds no more than eight of these entries' heads
      expect(result.damage).toBeDefined();
    }
  });
});

describe('after mending', () => {
  it('keeps the broken files aside until an erasure takes them away, and goes on', async () => {
    const folder = join(root, 'mended');
    mkdirSync(folder);
    writeFileSync(join(folder, 'journal.sqlite'), file);
    writeFileSync(join(folder, 'journal.sqlite-wal'), flipped(log, 50_000, 3));
    const journal = await openJournal({ folder });
    const [damage] = journal.damage;
    expect(readFileSync(join(damage?.copy ?? '', 'journal.sqlite-wal'))).toEqual(flipped(log, 50_000, 3));
    expect(journal.healthy).toBe(true);
    const waiting = await journal.waiting();
    expect(waiting.entries).toBe(damage?.kept);
    await journal.rewrite(1, () => null);
    expect(() => readFileSync(join(damage?.copy ?? '', 'journal.sqlite-wal'))).toThrow('ENOENT');
    await journal.close();
  });

  it('does not bring back entries of a finished batch, and keeps a begun one as it was', async () => {
    const folder = join(root, 'finished');
    mkdirSync(folder);
    const journal = await openJournal({ folder });
    const append = (text: string) =>
      journal.append({
        workspace: 1,
        source: 1,
        shape: 's',
        receivedAt: 1,
        sentAt: null,
        events: 1,
        body: Buffer.from(text),
      });
    await append('finished');
    await journal.finish((await journal.next(10))?.id ?? 0);
    await append('begun');
    const begun = await journal.next(10);
    await append('waiting');
    const copy = join(root, 'finished-copy');
    mkdirSync(copy);
    cpSync(join(folder, 'journal.sqlite'), join(copy, 'journal.sqlite'));
    const wal = readFileSync(join(folder, 'journal.sqlite-wal'));
    writeFileSync(join(copy, 'journal.sqlite-wal'), wal.subarray(0, wal.length - 1));
    await journal.close();
    const mended = await openJournal({ folder: copy });
    expect((await mended.next(10))?.id).toBe(begun?.id);
    const seen = [];
    for (let batch = await mended.next(10); batch !== undefined; batch = await mended.next(10)) {
      seen.push(...batch.entries.map(({ body }) => Buffer.from(body).toString()));
      await mended.finish(batch.id);
    }
    expect(seen[0]).toBe('begun');
    expect(seen).not.toContain('finished');
    await mended.close();
  });

  it('also happens while it runs: beyond 64 MB an entry is checked when it is read', async () => {
    const folder = join(root, 'large-backlog');
    mkdirSync(folder);
    const written = await openJournal({ folder });
    const entryOf = (at: number) => ({
      workspace: 1,
      source: 1,
      shape: 's',
      receivedAt: at,
      sentAt: null,
      events: 1,
      body: Buffer.alloc(1_000_000, `body ${at} `),
    });
    for (let at = 0; at < 80; at += 1) await written.append(entryOf(at));
    await written.close();
    const path = join(folder, 'journal.sqlite');
    const bytes = readFileSync(path);
    writeFileSync(path, flipped(bytes, bytes.indexOf('body 75 body 75') + 5000, 3));
    const journal = await openJournal({ folder });
    expect(journal.damage).toEqual([]);
    const seen: number[] = [];
    for (let batch = await journal.next(20); batch !== undefined; batch = await journal.next(20)) {
      seen.push(...batch.entries.map(({ receivedAt }) => receivedAt));
      await journal.finish(batch.id);
    }
    expect(seen).toEqual(Array.from({ length: 80 }, (_, at) => at).filter((at) => at !== 75));
    expect(journal.damage).toMatchObject([{ lost: 1, kept: 20 - 1 }]); // the last batch was being read
    expect(journal.healthy).toBe(true);
    await journal.close();
  });

  it('is taken up again when it was cut off between the copy and the new file', async () => {
    const folder = join(root, 'half-mended');
    const copy = join(folder, 'damaged', 'journal-1');
    mkdirSync(copy, { recursive: true });
    writeFileSync(join(copy, 'journal.sqlite'), file);
    writeFileSync(join(copy, 'journal.sqlite-wal'), log);
    writeFileSync(join(folder, 'journal.sqlite.mending'), JSON.stringify({ copy, found: 'a torn log' }));
    const journal = await openJournal({ folder });
    expect((await journal.waiting()).entries).toBe(bodies.length);
    expect(journal.damage).toMatchObject([{ kept: bodies.length, lost: 0, found: 'a torn log' }]);
    await journal.close();
    const again = await openJournal({ folder });
    expect(again.damage).toEqual([]);
    await again.close();
  });
});
