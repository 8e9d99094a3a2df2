import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from './index.ts';
import type { JournalEntry } from './port.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-crash-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Only the system's owner may mount a small disk. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();
if (!mayMount) console.log('1 check of a really full disk skipped: it needs the right to mount');

function tryMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'perdure-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0;
  if (mounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return mounted;
}

const child = new URL('./crash-child.ts', import.meta.url).pathname;

/** Lines that the child printed until it ended; `watch` sees each as it comes. */
function lived(running: ChildProcess, watch: (line: string) => void = () => {}): Promise<string[]> {
  const lines: string[] = [];
  let rest = '';
  running.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      watch(line);
    }
  });
  return new Promise((ended) => running.once('close', () => ended(lines)));
}

const numbersOf = (lines: readonly string[], word: string): number[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.split(' ')[1]));

const entry = (body: string): JournalEntry => ({
  workspace: 1,
  source: 1,
  shape: 'segment.track',
  receivedAt: 1,
  sentAt: null,
  events: 1,
  body: Buffer.from(body),
});

/** Everything that waits, by the number in each body. */
async function waitingNumbers(): Promise<number[]> {
  const journal = await openJournal({ folder });
  // a failed write may leave half a record behind, which is told; a kill leaves none
  expect(journal.damage.filter(({ found }) => !found.includes('inside a record'))).toEqual([]);
  const found: number[] = [];
  for (let batch = await journal.next(1e6); batch !== undefined; batch = await journal.next(1e6, batch.id)) {
    found.push(...batch.entries.map(({ body }) => Number(JSON.parse(Buffer.from(body).toString()).number)));
  }
  await journal.close();
  return found;
}

describe('killed at any moment', () => {
  it('loses nothing that was acknowledged, and keeps nothing twice, over 12 kills', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const running = spawn(process.execPath, [child, folder, String(round * 1_000_000)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      // the delay after the first answer differs each round, so that the kill meets commits, carries and quiet
      const lines = await lived(running, (line) => {
        if (line === 'open') setTimeout(() => running.kill('SIGKILL'), 20 + ((round * 37) % 90));
      });
      acknowledged.push(...numbersOf(lines, 'acknowledged'));
    }
    const found = await waitingNumbers();
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((number) => !new Set(found).has(number))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  });

  it('hands out a batch again only with the same entries, and loses none, over 10 kills while loading', async () => {
    const acknowledged: number[] = [];
    const batches = new Map<number, string>();
    for (let round = 0; round < 10; round += 1) {
      const running = spawn(process.execPath, [child, folder, String(round * 1_000_000), 'loading'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = await lived(running, (line) => {
        if (line === 'open') setTimeout(() => running.kill('SIGKILL'), 30 + ((round * 53) % 110));
      });
      acknowledged.push(...numbersOf(lines, 'acknowledged'));
      for (const line of lines.filter((line) => line.startsWith('loaded '))) {
        const [, id = '', ...entries] = line.split(' ');
        expect(batches.get(Number(id)) ?? entries.join(' ')).toBe(entries.join(' '));
        batches.set(Number(id), entries.join(' '));
      }
    }
    const loaded = [...batches.values()].flatMap((entries) => entries.split(' ').map(Number));
    const known = new Set([...loaded, ...(await waitingNumbers())]);
    expect(acknowledged.filter((number) => !known.has(number))).toEqual([]);
    expect(new Set(loaded).size).toBe(loaded.length);
  });
});

describe('a disk that fails', () => {
  it('full: refuses with journal.full, loses nothing, and takes entries again once some are loaded', async () => {
    const journal = await openJournal({ folder, maxBytes: 400_000 });
    let accepted = 0;
    const filling = async (): Promise<void> => {
      for (;;) {
        await journal.append(entry('x'.repeat(10_000)));
        accepted += 1;
      }
    };
    await expect(filling()).rejects.toMatchObject({ code: 'journal.full', kind: 'busy' });
    expect(accepted).toBeGreaterThan(20);
    expect(journal.healthy).toBe(true);
    expect((await journal.waiting()).entries).toBe(accepted);
    const batch = await journal.next(5);
    await journal.finish(batch?.id ?? 0);
    await journal.append(entry('again'));
    expect((await journal.waiting()).entries).toBe(accepted - 4);
    await journal.close();
  });

  it.skipIf(!mayMount)(
    'really full: refuses, takes entries again once there is room, and starts while it is full',
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
      try {
        const hog = join(folder, 'hog');
        writeFileSync(hog, Buffer.alloc(1_000_000));
        const journal = await openJournal({ folder });
        const put = () =>
          journal.append(entry('x'.repeat(5000))).then(
            () => 'stored',
            (error) => error.code,
          );
        const fill = async () => {
          const outcomes: string[] = [];
          while (!outcomes.includes('journal.full')) outcomes.push(await put());
          return outcomes.length - 1;
        };
        const first = await fill();
        expect(journal.healthy).toBe(true);
        rmSync(hog);
        const second = await fill();
        expect(second).toBeGreaterThan(20);
        await journal.close();
        const again = await openJournal({ folder }); // still full
        expect((await again.waiting()).entries).toBe(first + second);
        execFileSync('mount', ['-o', 'remount,size=9m', folder]); // room comes back
        for (let batch = await again.next(50); batch !== undefined; batch = await again.next(50))
          await again.finish(batch.id);
        await again.append(entry('after'));
        await again.close();
      } finally {
        execFileSync('umount', ['-l', folder]);
      }
    },
  );

  /*
   * The system refuses every write past a file size limit with EFBIG, which SQLite reports as it does EIO:
   * SQLITE_IOERR_WRITE, through its real file layer.
   */
  it('writes fail: acknowledges nothing more until the next start, and loses nothing', async () => {
    const running = spawn(
      '/bin/sh',
      ['-c', `ulimit -f 800; exec "${process.execPath}" "${child}" "${folder}" 0`],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let refusals = 0;
    const lines = await lived(running, (line) => {
      if (line.startsWith('refused')) refusals += 1;
      if (refusals === 50) running.kill('SIGKILL');
    });
    const firstRefusal = lines.findIndex((line) => line.startsWith('refused'));
    expect(lines[firstRefusal]).toBe('refused journal.unhealthy');
    expect(numbersOf(lines.slice(firstRefusal), 'acknowledged')).toEqual([]);
    const acknowledged = numbersOf(lines, 'acknowledged');
    expect(acknowledged.length).toBeGreaterThan(10);
    const found = new Set(await waitingNumbers());
    expect(acknowledged.filter((number) => !found.has(number))).toEqual([]);
  });
});
