import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { documentOf, type ExportPart } from '#src/events/person-export/index.ts';
import type { CommandParts } from './control.ts';
import type { Screen } from './screen.ts';
import type { Words } from './words.ts';

interface ExportWish {
  readonly workspace: string;
  readonly out?: string;
}

/** `perdure export-person`: everything held about a person as one JSON document, to a file or to standard output. */
export function exportPerson(root: Command, local: CommandParts, say: Words, screen: Screen): void {
  root
    .command('export-person')
    .description(say.exportPerson)
    .argument('<userId>')
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .option('--out <file>', say.optionOut)
    .action(async (userId: string, { workspace, out }: ExportWish) => {
      const part = async (more: { readonly after?: string } = {}) => {
        const ask = { operation: 'people.export', workspace, input: { userId, ...more } };
        return (await local.send('ask', ask, screen.progress)) as ExportPart; // the operation's own answer
      };
      const first = await part();
      const document = Readable.from(
        documentOf(first, (after) => part({ after })),
        { objectMode: false },
      );
      if (out === undefined) await pipeline(document, process.stdout, { end: false });
      else await written(document, resolve(local.folder, out));
    });
}

/** Under its name once it is whole; only its owner may read it. */
async function written(document: Readable, path: string): Promise<void> {
  const half = `${path}.part`;
  try {
    await pipeline(document, createWriteStream(half, { mode: 0o600 }));
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
