import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DomainError } from '#src/basics/errors.ts';

export type Format = 'csv' | 'jsonl' | 'parquet';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What the first bytes of a file tell, whatever its name. */
export interface FileFacts {
  readonly path: string;
  /** Size on disk. */
  readonly bytes: number;
  readonly gzip: boolean;
  readonly format: Format;
  readonly encoding: Encoding;
  /** The beginning, inflated and decoded; '' for Parquet. At most `sampleBytes`, cut after a whole line if longer. */
  readonly sample: string;
  /** Bytes of the inflated file that the sample stands for. */
  readonly sampleBytes: number;
}

const looked = 512 * 1024;

/**
 * Looks at the beginning of a file.
 *
 * @param format taken instead of what the bytes say, where given
 * @throws DomainError `imports.no_such_file`, `imports.empty_file`, `imports.not_a_table`
 */
export async function lookAt(path: string, format?: Format): Promise<FileFacts> {
  const size = await sizeOf(path);
  const raw = await head(path, looked);
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
  const first = gzip ? await inflatedHead(path) : raw;
  if (first.length === 0)
    throw new DomainError('imports.empty_file', { expected: 'a file with rows', got: path });
  const isParquet = first.subarray(0, 4).toString('latin1') === 'PAR1';
  if (isParquet || format === 'parquet') {
    if (!isParquet) throw new DomainError('imports.not_parquet', { expected: 'a Parquet file', got: path });
    return { path, bytes: size, gzip, format: 'parquet', encoding: 'utf-8', sample: '', sampleBytes: 0 };
  }
  const whole = first.length < looked;
  const encoding = encodingOf(first, whole);
  const sample = wholeLines(new TextDecoder(encoding).decode(first), whole);
  if (sample.includes('\0')) {
    throw new DomainError('imports.not_a_table', { expected: 'CSV, JSON lines or Parquet', got: path });
  }
  const detected = /^\s*\{/.test(sample) ? 'jsonl' : 'csv';
  return { path, bytes: size, gzip, format: format ?? detected, encoding, sample, sampleBytes: first.length };
}

/**
 * The file's bytes, inflated where its first bytes say gzip.
 *
 * @param read told of the bytes as they come from disk
 * @throws DomainError `imports.damaged_gzip` where it is cut off or broken
 */
export async function* inflated(path: string, read?: (bytes: number) => void): AsyncGenerator<Buffer> {
  const magic = await head(path, 2);
  if (magic[0] !== 0x1f || magic[1] !== 0x8b) {
    yield* counted(path, read);
    return;
  }
  const packed = Readable.from(counted(path, read));
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  packed.on('error', (error) => gunzip.destroy(error));
  try {
    yield* packed.pipe(gunzip);
  } catch (error) {
    const isDamage = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    if (!isDamage) throw error;
    throw new DomainError('imports.damaged_gzip', {
      expected: 'a gzip file that is whole',
      got: error.message,
    });
  } finally {
    packed.destroy();
  }
}

async function* counted(path: string, read?: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    read?.(chunk.length);
    yield chunk;
  }
}

/** The file's text, a piece at a time. A byte order mark is left out. */
export async function* decoded(
  file: { readonly path: string; readonly encoding: Encoding },
  read?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding);
  for await (const bytes of inflated(file.path, read)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  throw new DomainError('imports.no_such_file', { kind: 'not_found', expected: 'a file', got: path });
}

async function head(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function inflatedHead(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of inflated(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= looked) break;
  }
  return Buffer.concat(chunks).subarray(0, looked);
}

function encodingOf(bytes: Buffer, whole: boolean): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(bytes, { stream: !whole }); // where it was cut, a character may be too
    return 'utf-8';
  } catch {
    return 'windows-1252'; // what spreadsheets write in Western Europe
  }
}

function wholeLines(text: string, whole: boolean): string {
  if (whole) return text;
  const cut = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return cut < 0 ? text : text.slice(0, cut + 1);
}
