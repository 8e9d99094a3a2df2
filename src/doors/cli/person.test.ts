import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandParts } from './control.ts';
import { program } from './index.ts';

const head = {
  export: 'exp_1',
  at: '2026-01-15T12:00:00.000Z',
  person: { userIds: ['julie'], anonymousIds: [] },
};
const parts: Readonly<Record<string, object>> = {
  first: { ...head, untold: [], lists: [{ name: 'events', things: [{ n: 1 }] }], next: 'second' },
  second: { ...head, untold: [], lists: [{ name: 'events', things: [{ n: 2 }] }], next: null },
};
const whole = { ...head, untold: [], lists: { events: [{ n: 1 }, { n: 2 }] } };

let folder: string;
let shown = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-person-'));
  shown = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const answered: CommandParts['send'] = async (_command, { operation, input }) => {
  const { after = 'first' } = input as { after?: string }; // as the command line sends it
  const part = parts[after];
  if (operation !== 'people.export' || part === undefined) throw new Error(`no part ${after}`);
  return part;
};

async function perdure(line: string, send: CommandParts['send'] = answered): Promise<void> {
  const never = async () => {};
  const others = { serve: never, mcp: never, configCheck: never, doctor: never };
  const local = { language: 'en', version: '0', folder, send, ...others } as const;
  await program(local).parseAsync(['node', 'perdure', ...line.split(' ')]);
}

describe('perdure export-person', () => {
  it('writes one document of all parts, which only its owner may read', async () => {
    await perdure('export-person julie --workspace gym --out julie.json');
    const path = join(folder, 'julie.json');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(whole);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['julie.json']);
  });

  it('tells it on standard output where no file is named', async () => {
    await perdure('export-person julie --workspace gym');
    expect(JSON.parse(shown)).toEqual(whole);
  });

  it('leaves no half a file where a part cannot be had', async () => {
    const send: CommandParts['send'] = async (command, input, progress) => {
      if (JSON.stringify(input).includes('second')) throw new Error('Perdure ended before it answered');
      return answered(command, input, progress);
    };
    await expect(perdure('export-person julie --workspace gym --out julie.json', send)).rejects.toThrow(
      'ended',
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
