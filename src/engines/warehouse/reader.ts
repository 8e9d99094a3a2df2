import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChdbWarehouse, openChdb } from './chdb.ts';

const readerMemory = 1024 ** 3;

/**
 * Opens an engine of this machine that holds nothing: to read files that a warehouse elsewhere cannot see. It takes a
 * second to start; closed, it leaves nothing behind.
 *
 * @param folder the data folder; several readers may be open in it
 */
export async function openReader(folder: string): Promise<ChdbWarehouse> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const home = await mkdtemp(join(folder, 'reader-'));
  const forget = () => rm(home, { recursive: true, force: true });
  const reader = await openChdb({ folder: home, limits: { memory: readerMemory } }).catch(async (error) => {
    await forget();
    throw error;
  });
  const close = reader.close.bind(reader);
  return Object.assign(reader, {
    close: async () => {
      await close();
      await forget();
    },
  });
}
