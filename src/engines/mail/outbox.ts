import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#src/engines/clock/index.ts';
import { oneAddress } from './address.ts';
import type { Letter, Mail } from './port.ts';

/** A letter as it lies in the outbox. */
export interface KeptLetter extends Letter {
  /** ISO text in UTC. */
  readonly at: string;
}

export interface Outbox extends Mail {
  /** The latest letters first. */
  kept(most?: number): Promise<KeptLetter[]>;
}

/**
 * Where letters stay while no mail server is set: one readable JSON file each, by time, for the eyes of whoever owns
 * the data folder, for letters hold sign-in links.
 *
 * @param options.folder Perdure's data folder; letters lie under `outbox/` in it
 */
export async function openOutbox(options: { folder: string; clock: Clock }): Promise<Outbox> {
  const { clock } = options;
  const folder = join(options.folder, 'outbox');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    send: async (letter) => {
      await keep(folder, { at: new Date(clock.now()).toISOString(), ...letter, to: oneAddress(letter.to) });
      return 'kept';
    },
    kept: (most = 100) => latest(folder, most),
    close: async () => undefined,
  };
}

/** Written beside and renamed: nobody reads half a letter. */
async function keep(folder: string, letter: KeptLetter): Promise<void> {
  const name = `${letter.at.replaceAll(':', '-')}-${randomBytes(4).toString('hex')}`;
  const draft = join(folder, `.${name}`);
  await writeFile(draft, `${JSON.stringify(letter, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, join(folder, `${name}.json`));
}

async function latest(folder: string, most: number): Promise<KeptLetter[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const wanted = names.sort().reverse().slice(0, most);
  // Written by `keep` and by nobody else.
  return Promise.all(
    wanted.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as KeptLetter),
  );
}
