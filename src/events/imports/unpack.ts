import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Format, inflated, lookAt } from '../import-files/index.ts';

const uploadsOf = (folder: string): string => join(folder, 'uploads');

/**
 * Where the file can be read from: itself; a Parquet file inside gzip is inflated into the data folder first,
 * because Parquet is read from its end. The same file always to the same place.
 */
export async function readablePath(folder: string, path: string, format?: Format): Promise<string> {
  const facts = await lookAt(path, format);
  if (facts.format !== 'parquet' || !facts.gzip) return path;
  const { size, mtimeMs } = await stat(path);
  const name = createHash('md5').update(`${path}\0${size}\0${mtimeMs}`).digest('hex');
  const target = join(uploadsOf(folder), `${name}.parquet`);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(Readable.from(inflated(path)), createWriteStream(`${target}.part`, { mode: 0o600 }));
  await rename(`${target}.part`, target);
  return target;
}

/** Removes a file that `readablePath` made; any other is left alone. */
export async function forgetInflated(folder: string, path: string): Promise<void> {
  if (dirname(path) === uploadsOf(folder) && path.endsWith('.parquet')) await rm(path, { force: true });
}
