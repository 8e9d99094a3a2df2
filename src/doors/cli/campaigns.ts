import { statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import type { CommandParts } from './control.ts';
import type { Screen } from './screen.ts';
import type { Words } from './words.ts';

/** What the command line says of files of campaigns. */
export interface CampaignWish {
  readonly workspace?: unknown;
  readonly dates?: unknown;
  readonly decimal?: unknown;
  readonly json?: unknown;
}

/** How days are written in a file of campaigns. */
export const datesOption = (): Option =>
  new Option('--dates <shape>').choices(['ymd', 'dmy', 'mdy']).default('ymd');

/** What parts the decimals of costs, where they do not tell it. */
export const decimalOption = (): Option => new Option('--decimal <mark>').choices(['.', ',']);

/** `perdure acquisition import`: what campaigns cost and brought about. */
export function acquisition(root: Command, local: CommandParts, say: Words, screen: Screen): void {
  root
    .command('acquisition')
    .description(say.acquisition)
    .command('import')
    .description(say.acquisitionImport)
    .argument('<files...>')
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .addOption(datesOption())
    .addOption(decimalOption())
    .option('--json', say.json)
    .action(async (files: string[], wish: CampaignWish) => {
      for (const file of files) {
        const imported = await importCampaigns(local, screen, wish, resolve(local.folder, file));
        screen.show(imported, wish.json === true, say.imported);
      }
    });
}

/** Imports a file of campaigns. @returns what became of its rows */
export async function importCampaigns(
  local: CommandParts,
  screen: Screen,
  { workspace, dates, decimal }: CampaignWish,
  path: string,
): Promise<unknown> {
  const input = { csv: await readFile(path, 'utf8'), dates, decimal };
  return local.send('ask', { operation: 'acquisition.import-csv', workspace, input }, screen.progress);
}

/**
 * Files of campaigns by their path, with what was understood of each: all of them where it is said, those told by
 * their first row where nothing is.
 */
export async function campaignsAmong(
  local: CommandParts,
  screen: Screen,
  { as, map, format, workspace }: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): Promise<Map<string, Recognised | undefined>> {
  const isSaid = as === 'campaigns';
  const found = new Map<string, Recognised | undefined>();
  const mapped = Object.keys(map ?? {}).length > 0;
  if (!isSaid && (as !== undefined || format !== undefined || mapped)) return found;
  for (const path of paths) {
    const told = await recognised(local, screen, workspace, path);
    if (isSaid || told?.campaigns) found.set(path, told);
  }
  return found;
}

const Recognised = z.object({ campaigns: z.boolean() }).loose();
type Recognised = z.output<typeof Recognised>;

/** So much of a file tells what it is, in bytes. */
const headBytes = 65_536;

/** What a file's first row says of campaigns; undefined of what is no file of text, which the import judges by itself. */
async function recognised(
  local: CommandParts,
  screen: Screen,
  workspace: unknown,
  path: string,
): Promise<Recognised | undefined> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || /\.(?:gz|parquet|jsonl?|ndjson)$/i.test(path)) return undefined;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const input = { head: buffer.toString('utf8', 0, bytesRead) };
    const asked = { operation: 'acquisition.recognise', workspace, input };
    return Recognised.parse(await local.send('ask', asked, screen.progress));
  } finally {
    await file.close();
  }
}
