import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { type ImportRecord, importById, importsOf, noteImport, rejectsOf } from './import-record.ts';
import { previewOf } from './preview.ts';
import { refuseUnmapped, settle } from './settle.ts';
import { shownImport, shownSettled } from './shown.ts';
import { uploadById } from './uploads.ts';
import { ImportShape, PreviewShape, SettledShape, WishShape, wishOf } from './wishes.ts';

const upload = z.string().describe('as answered when the file was received');
const id = z.string().describe('imp_…');

const inspect = operation({
  name: 'imports.inspect',
  asks: {
    fr: 'Que contient ce fichier, et qu’en serait-il enregistré ?',
    en: 'What does this file hold, and what of it would be stored?',
  },
  needs: 'data:write',
  input: z.strictObject({ upload, ...WishShape }),
  output: z.object({ name: z.string(), bytes: z.number(), settled: SettledShape, preview: PreviewShape }),
  run: async ({ records, workspace }, ask) => {
    const file = await uploadById(records, workspace.number, ask.upload);
    const settled = settle(file.sample, wishOf(ask), workspace);
    return {
      name: file.name,
      bytes: file.bytes,
      settled: shownSettled(settled),
      preview: copied(previewOf(file.sample, settled)),
    };
  },
});

const copied = <T extends { readonly rows: readonly unknown[] }>(preview: T) => ({
  ...preview,
  rows: [...preview.rows] as z.output<typeof PreviewShape>['rows'],
});

const start = operation({
  name: 'imports.start',
  asks: { fr: 'Importer un fichier reçu', en: 'Import a file that was received' },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({ upload, ...WishShape }),
  output: z.object({ import: ImportShape }),
  run: async ({ records, workspace, clock, jobs, actor, note }, ask) => {
    const file = await uploadById(records, workspace.number, ask.upload);
    const settled = settle(file.sample, wishOf(ask), workspace);
    refuseUnmapped(settled);
    const record = await records.transaction((tx) =>
      noteImport(tx, {
        workspace: workspace.number,
        name: file.name,
        path: file.path,
        upload: file.id,
        bytes: file.bytes,
        settled,
        askedBy: `${actor.kind}:${actor.id}`,
        at: new Date(clock.now()),
      }),
    );
    await jobs.add(
      'imports.run',
      { import: record.number },
      { key: `import-${record.number}`, queue: `import-${workspace.number}` },
    );
    note?.({ subject: `import:${record.id}`, after: { name: file.name, kind: settled.kind } });
    return { import: shownImport(record) };
  },
});

const list = operation({
  name: 'imports.list',
  asks: { fr: 'Quels fichiers ont été importés ?', en: 'Which files were imported?' },
  needs: 'data:read',
  input: z.strictObject({ limit: z.int().min(1).max(500).default(100) }),
  output: z.object({ imports: z.array(ImportShape) }),
  run: async ({ records, workspace }, { limit }) => {
    const found = await importsOf(records, workspace.number, limit);
    return { imports: found.map(shownImport) };
  },
});

const status = operation({
  name: 'imports.status',
  asks: { fr: 'Où en est cet import ?', en: 'How far is this import?' },
  needs: 'data:read',
  input: z.strictObject({ id }),
  output: z.object({ import: ImportShape, settled: SettledShape }),
  run: async (context, ask) => {
    const record = await theImport(context, ask.id);
    return { import: shownImport(record), settled: shownSettled(record.settled) };
  },
});

const cancel = operation({
  name: 'imports.cancel',
  asks: { fr: 'Arrêter un import', en: 'Stop an import' },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({ id }),
  output: z.object({ import: ImportShape }),
  run: async (context, ask) => {
    const { records, workspace, clock, note } = context;
    const record = await theImport(context, ask.id);
    await records.run(sql`
      update imports
      set state = case when state in ('waiting', 'failed') then 'cancelled' else 'cancelling' end,
        finished_at = case when state in ('waiting', 'failed') then ${new Date(clock.now())}::timestamptz end
      where workspace_id = ${workspace.number}
        and number = ${record.number}
        and state not in ('done', 'cancelled', 'cancelling')`);
    note?.({ subject: `import:${record.id}`, before: { state: record.state }, after: { cancelled: true } });
    return { import: shownImport(await theImport(context, ask.id)) };
  },
});

const rejects = operation({
  name: 'imports.rejects',
  asks: {
    fr: 'Quelles lignes n’ont pas été enregistrées, et pourquoi ?',
    en: 'Which rows were not stored, and why?',
  },
  needs: 'data:read',
  input: z.strictObject({
    id,
    after: z.int().min(0).default(0).describe('rows behind this one'),
    limit: z.int().min(1).max(1000).default(100),
  }),
  output: z.object({
    rejected: z.number().int().describe('all of them; the first 10,000 are kept'),
    rows: z.array(
      z.object({
        row: z.number().int(),
        reason: z.string(),
        field: z.string(),
        expected: z.string(),
        got: z.string(),
      }),
    ),
  }),
  run: async (context, ask) => {
    const record = await theImport(context, ask.id);
    const rows = await rejectsOf(context.records, record, { after: ask.after, most: ask.limit });
    return { rejected: record.rejected, rows };
  },
});

async function theImport({ records, workspace }: Context, wanted: string): Promise<ImportRecord> {
  const record = await importById(records, workspace.number, wanted);
  if (record !== undefined) return record;
  throw new DomainError('imports.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'an import of this workspace',
    got: wanted,
  });
}

/** What can be asked of imports. */
export const operations = [inspect, start, list, status, cancel, rejects] as const;
