import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimDataFolder, holderOf } from './index.ts';

let place: string;
let folder: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'perdure-folder-'));
  folder = join(place, 'data');
});
afterEach(() => rm(place, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** Another process that claims the folder and stays until it is killed. */
async function otherPerdure() {
  const slice = new URL('./index.ts', import.meta.url).href;
  const text = `
    const { claimDataFolder } = await import(${JSON.stringify(slice)});
    const claimed = await claimDataFolder(${JSON.stringify(folder)}, '0.1.0');
    await claimed.announce('http://127.0.0.1:7420');
    console.log('claimed');
    setInterval(() => claimed.path, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: new URL('../../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('a data folder', () => {
  it('is made for its owner alone', async () => {
    const claimed = await claimDataFolder(folder, '0.1.0');
    expect(await modeOf(folder)).toBe(0o700);
    claimed.release();
  });

  it('belongs to one Perdure: the second is told the process of the first, also within one process', async () => {
    const claimed = await claimDataFolder(folder, '0.1.0');
    await expect(claimDataFolder(folder, '0.1.0')).rejects.toMatchObject({
      code: 'data_folder.in_use',
      kind: 'conflict',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    claimed.release();
    (await claimDataFolder(folder, '0.1.0')).release();
  });

  it('is free again the moment its holder is killed', async () => {
    const other = await otherPerdure();
    expect(await holderOf(folder)).toEqual({ pid: other.pid, address: 'http://127.0.0.1:7420' });
    await expect(claimDataFolder(folder, '0.1.0')).rejects.toThrow(`process ${other.pid}`);
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    expect(await holderOf(folder)).toBeUndefined();
    (await claimDataFolder(folder, '0.1.0')).release();
  });

  it('is taken on by a newer version and refused by an older one', async () => {
    (await claimDataFolder(folder, '0.9.1')).release();
    (await claimDataFolder(folder, '0.10.0')).release();
    await expect(claimDataFolder(folder, '0.9.1')).rejects.toMatchObject({ code: 'data_folder.newer' });
    (await claimDataFolder(folder, '0.10.0')).release();
  });

  it('keeps its secret over restarts, for its owner alone, unless one is given', async () => {
    const first = await claimDataFolder(folder, '0.1.0');
    const made = await first.secret();
    first.release();
    const second = await claimDataFolder(folder, '0.1.0');
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(await second.secret(null)).toBe(made);
    expect(await second.secret('given')).toBe('given');
    expect(await modeOf(join(folder, 'secret'))).toBe(0o600);
    second.release();
  });
});

describe('a place that cannot be a data folder', () => {
  it('is refused when it holds other things', async () => {
    await writeFile(join(place, 'letter.txt'), 'mine');
    await expect(claimDataFolder(place, '0.1.0')).rejects.toMatchObject({ code: 'data_folder.foreign' });
  });

  it('is refused when it is a file', async () => {
    await writeFile(folder, '');
    await expect(claimDataFolder(folder, '0.1.0')).rejects.toMatchObject({
      code: 'data_folder.not_a_folder',
    });
  });

  it.runIf(process.platform === 'linux')('is refused where nobody may write', async () => {
    await expect(claimDataFolder('/sys/perdure', '0.1.0')).rejects.toMatchObject({
      code: 'data_folder.no_permission',
    });
  });

  it.runIf(process.platform === 'linux')(
    'is refused when the disk is full, and free again afterwards',
    async () => {
      (await claimDataFolder(folder, '0.1.0')).release();
      await symlink('/dev/full', join(folder, 'version.new'));
      await expect(claimDataFolder(folder, '0.1.0')).rejects.toMatchObject({ code: 'data_folder.full' });
      await rm(join(folder, 'version.new'));
      (await claimDataFolder(folder, '0.1.0')).release();
    },
  );
});
