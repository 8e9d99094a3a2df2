import { afterAll, beforeAll, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { createTestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

it('of rows at one millisecond the one of the earlier row came first, whichever way each went', async () => {
  const workspace = await createTestWorkspace(bed.engines);
  const row = { userId: 'u', timestamp: '2025-01-01T00:00:00.000Z' };
  const lines = [
    { ...row, type: 'track', event: 'First', messageId: 'c' },
    { ...row, type: 'page', name: 'Second', messageId: 'b' }, // goes the ordinary way
    { ...row, type: 'track', event: 'Third', messageId: 'a' },
    { ...row, type: 'page', name: 'Fourth', messageId: '0' },
  ].map((line) => JSON.stringify(line));
  await bed.run(workspace, await bed.file('order.jsonl', lines.join('\n')));
  const stored = await bed.engines.warehouse
    .of(workspace.number)
    .rows(sql<{ message_id: string; position: string }>`
      select message_id, arrival % 4194304 as position
      from ${scoped('events')}
      order by time, arrival`);
  expect(stored.map(({ message_id, position }) => [message_id, Number(position)])).toEqual([
    ['c', 1],
    ['b', 2],
    ['a', 3],
    ['0', 4],
  ]);
});
