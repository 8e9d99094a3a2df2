import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from './index.ts';
import type { Journal, JournalEntry } from './port.ts';

let folder: string;
let journal: Journal;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-journal-'));
  journal = await openJournal({ folder });
});

afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true });
});

const entry = (text: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  workspace: 1,
  source: 2,
  shape: 'segment.batch',
  receivedAt: 1_700_000_000_000,
  sentAt: null,
  events: 1,
  body: Buffer.from(text),
  ...more,
});

const texts = (entries: readonly JournalEntry[] = []): string[] =>
  entries.map(({ body }) => Buffer.from(body).toString());

const readIfThere = (path: string): Buffer => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));

const reopen = async (): Promise<void> => {
  await journal.close();
  journal = await openJournal({ folder });
};

describe('what is accepted', () => {
  it('comes out whole and in order, with all that was said of it', async () => {
    const sent = entry('{"é":"ü"}', { sentAt: '2026-01-01T00:00:00Z', events: 3, workspace: 7, source: 9 });
    const seq = await journal.append(sent);
    const batch = await journal.next(100);
    expect(batch?.entries).toEqual([{ ...sent, seq, body: new Uint8Array(Buffer.from('{"é":"ü"}')) }]);
  });

  it('waits over a restart, with its count of events and bytes', async () => {
    await Promise.all([journal.append(entry('one', { events: 2 })), journal.append(entry('three'))]);
    await reopen();
    expect(await journal.waiting()).toEqual({
      entries: 2,
      events: 3,
      bytes: 8,
      oldestAt: 1_700_000_000_000,
      begun: [],
    });
  });

  it('keeps a body of 1 MB and 3,000 appended at once', async () => {
    const large = 'x'.repeat(1024 * 1024);
    const seqs = await Promise.all([
      journal.append(entry(large)),
      ...Array.from({ length: 3000 }, (_, n) => journal.append(entry(`small ${n}`))),
    ]);
    expect(new Set(seqs).size).toBe(3001);
    const batch = await journal.next(10_000);
    expect(texts(batch?.entries).slice(0, 3)).toEqual([large, 'small 0', 'small 1']);
    expect(batch?.entries.length).toBe(3001);
  });

  it('copies a body that is a view into a larger buffer, and leaves that buffer alone', async () => {
    const pool = Buffer.from('before-body-after');
    await journal.append(entry('', { body: pool.subarray(7, 11) }));
    expect(texts((await journal.next(1))?.entries)).toEqual(['body']);
    expect(pool.toString()).toBe('before-body-after');
  });
});

describe('a batch', () => {
  it('holds whole entries up to the number of events asked, and a larger entry alone', async () => {
    for (const events of [3, 4, 4, 50, 1]) await journal.append(entry(`${events}`, { events }));
    const first = await journal.next(10);
    const second = await journal.next(10, first?.id);
    const third = await journal.next(10, second?.id);
    const fourth = await journal.next(10, third?.id);
    expect([first, second, third, fourth].map((batch) => texts(batch?.entries))).toEqual([
      ['3', '4'],
      ['4'],
      ['50'],
      ['1'],
    ]);
    expect(await journal.next(10, fourth?.id)).toBeUndefined();
  });

  it('is the same until it is finished, over a restart and whatever arrives', async () => {
    await journal.append(entry('one'));
    const begun = await journal.next(100);
    await journal.append(entry('two'));
    await reopen();
    expect(await journal.next(100)).toEqual(begun);
    expect((await journal.waiting()).begun).toEqual([begun?.id]);
  });

  it('is gone once finished, and no number is used again', async () => {
    const seq = await journal.append(entry('one'));
    const first = await journal.next(100);
    await journal.finish(first?.id ?? 0);
    await reopen();
    expect(await journal.next(100)).toBeUndefined();
    const later = await journal.append(entry('two'));
    const second = await journal.next(100);
    expect(later).toBeGreaterThan(seq);
    expect(second?.id).toBeGreaterThan(first?.id ?? 0);
  });

  it('may be finished twice, or before an older one', async () => {
    await journal.append(entry('one'));
    const first = await journal.next(1);
    await journal.append(entry('two'));
    const second = await journal.next(1, first?.id);
    await journal.finish(second?.id ?? 0);
    await journal.finish(second?.id ?? 0);
    await reopen();
    expect(texts((await journal.next(1))?.entries)).toEqual(['one']);
    await journal.finish(first?.id ?? 0);
    expect((await journal.waiting()).entries).toBe(0);
    expect(await journal.next(1)).toBeUndefined();
  });

  it('takes numbers larger than any before even where the file was lost', async () => {
    const seq = await journal.append(entry('one'));
    const batch = await journal.next(1);
    await journal.close();
    for (const ending of ['', '-wal']) rmSync(join(folder, `journal.sqlite${ending}`), { force: true });
    journal = await openJournal({ folder });
    expect(await journal.append(entry('two'))).toBeGreaterThan(seq);
    expect((await journal.next(1))?.id).toBeGreaterThan(batch?.id ?? 0);
  });
});

describe('erasure', () => {
  it('rewrites and removes waiting bodies of one workspace, begun batches included', async () => {
    await journal.append(entry('julie in a batch'));
    await journal.append(entry('julie elsewhere', { workspace: 2 }));
    const begun = await journal.next(1);
    await journal.append(entry('julie and others'));
    await journal.append(entry('only julie'));
    const changed = await journal.rewrite(1, ({ body }) => {
      const text = Buffer.from(body).toString();
      return text === 'only julie' ? null : Buffer.from(text.replace('julie', 'nobody'));
    });
    expect(changed).toBe(3);
    const again = await journal.next(1);
    expect(again?.id).toBe(begun?.id);
    expect(texts(again?.entries)).toEqual(['nobody in a batch']);
    await journal.finish(again?.id ?? 0);
    expect(texts((await journal.next(100))?.entries)).toEqual(['julie elsewhere', 'nobody and others']);
    expect(await journal.waiting()).toMatchObject({
      entries: 2,
      bytes: 'julie elsewhere'.length + 'nobody and others'.length,
    });
  });

  it('leaves no trace in the files of what was loaded, once told to forget, and keeps what waits', async () => {
    await journal.append(entry(`secret-${'x'.repeat(20_000)}-secret`));
    await journal.append(entry('a short secret'));
    await journal.finish((await journal.next(10))?.id ?? 0);
    await journal.append(entry('waiting'));
    await journal.forget();
    const files = ['journal.sqlite', 'journal.sqlite-wal'].map((name) => readIfThere(join(folder, name)));
    expect(files.some((bytes) => bytes.includes('secret'))).toBe(false);
    expect(texts((await journal.next(10))?.entries)).toEqual(['waiting']);
  });

  it('leaves no trace of the old body in the files', async () => {
    await journal.append(entry(`secret-${'x'.repeat(20_000)}-secret`));
    await journal.rewrite(1, () => Buffer.from('{}'));
    const files = ['journal.sqlite', 'journal.sqlite-wal'].map((name) => readIfThere(join(folder, name)));
    expect(files.some((bytes) => bytes.includes('secret'))).toBe(false);
  });
});

describe('the file', () => {
  it('is small again once all is loaded', async () => {
    const body = 'x'.repeat(500_000);
    for (let n = 0; n < 100; n += 1) await journal.append(entry(body));
    for (let batch = await journal.next(10); batch !== undefined; batch = await journal.next(10)) {
      await journal.finish(batch.id);
    }
    await journal.append(entry('last'));
    await journal.waiting();
    await reopen();
    // 50 MB went through; 16 MB of free pages are kept, and the log is cut when it is closed
    expect(statSync(join(folder, 'journal.sqlite')).size).toBeLessThan(17 * 1024 * 1024);
  });

  it('belongs to one process', async () => {
    await expect(openJournal({ folder })).rejects.toMatchObject({ code: 'journal.in_use' });
  });

  it('takes nothing once closed, and keeps what was on its way', async () => {
    const last = journal.append(entry('last'));
    await journal.close();
    await last;
    await expect(journal.append(entry('too late'))).rejects.toMatchObject({ code: 'journal.closed' });
    journal = await openJournal({ folder });
    expect(texts((await journal.next(10))?.entries)).toEqual(['last']);
  });
});
