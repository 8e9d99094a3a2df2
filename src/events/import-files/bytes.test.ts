import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decoded, inflated, lookAt } from './bytes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-bytes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (content: string | Uint8Array) => {
  const path = join(folder, `${Math.round(performance.now() * 1000)}.dat`);
  await writeFile(path, content);
  return path;
};

describe('a file, whatever its name', () => {
  it.each([
    ['CSV', 'a,b\n1,2\n', { format: 'csv', gzip: false, encoding: 'utf-8' }],
    ['gzipped JSON lines', gzipSync('{"a":1}\n'), { format: 'jsonl', gzip: true }],
    ['CSV with a byte order mark', '\ufeffa,b\n', { format: 'csv', sample: 'a,b\n' }],
    ['CSV in UTF-16', Buffer.from('\ufeffa,é\n', 'utf16le'), { encoding: 'utf-16le', sample: 'a,é\n' }],
    [
      'CSV as a Western spreadsheet writes it',
      Buffer.from('nom\nRen\xe9e\n', 'latin1'),
      { encoding: 'windows-1252', sample: 'nom\nRenée\n' },
    ],
    ['Parquet', Buffer.from('PAR1....'), { format: 'parquet' }],
  ] as const)('%s is told by its bytes', async (_, content, expected) => {
    expect(await lookAt(await written(content))).toMatchObject(expected);
  });

  it('is refused when empty, absent, or no table at all', async () => {
    await expect(lookAt(await written(''))).rejects.toThrow('imports.empty_file');
    await expect(lookAt(join(folder, 'nowhere'))).rejects.toThrow('imports.no_such_file');
    await expect(lookAt(await written(Buffer.from([1, 0, 2, 0])))).rejects.toThrow('imports.not_a_table');
  });

  it('is read whole, and counted by its bytes on disk', async () => {
    const text = 'é,b\n'.repeat(1_000_000);
    for (const content of [Buffer.from(text), gzipSync(text)]) {
      const path = await written(content);
      let read = 0;
      let length = 0;
      for await (const chunk of inflated(path, (bytes) => (read += bytes))) length += chunk.length;
      expect([read, length]).toEqual([content.length, Buffer.byteLength(text)]);
      let characters = 0;
      for await (const piece of decoded({ path, encoding: 'utf-8' })) characters += piece.length;
      expect(characters).toBe(text.length);
    }
  });

  it('cut off inside its gzip is a fault, not an end', async () => {
    const whole = gzipSync('a,b\n'.repeat(10_000));
    const path = await written(whole.subarray(0, whole.length / 2));
    await expect(async () => {
      for await (const _ of inflated(path));
    }).rejects.toThrow();
  });
});
