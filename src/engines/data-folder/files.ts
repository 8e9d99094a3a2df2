import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file's text, or undefined where there is none. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The whole text or the old one, also after a power cut; readable by its owner alone. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  await synced(draft, 'w', (handle) => handle.writeFile(text));
  await rename(draft, file);
  await synced(dirname(file), 'r', async () => undefined);
}

type Handle = Awaited<ReturnType<typeof open>>;

async function synced(path: string, flags: string, write: (handle: Handle) => Promise<void>): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
