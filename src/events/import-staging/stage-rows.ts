import { hash } from 'node:crypto';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { RowResult } from '../import-files/index.ts';
import type { StagingTables } from './tables.ts';

/** A row on its way to the staging table: what it was read as, and its content for telling it from others. */
export interface StagedRow {
  readonly row: number;
  readonly result: RowResult;
  readonly content: string;
}

const rowsAtOnce = 50_000;

/**
 * Writes rows read here into the staging table.
 *
 * @param rows in any order; a row without an id is known by `kind` and content
 * @param onRows told how many stand there so far
 */
export async function stageRows(
  warehouse: Warehouse,
  tables: StagingTables,
  {
    kind,
    rows,
    onRows,
  }: { kind: string; rows: AsyncIterable<StagedRow>; onRows: (rows: number) => Promise<void> },
): Promise<void> {
  let lines: string[] = [];
  let count = 0;
  const flush = async () => {
    if (lines.length === 0) return;
    count += lines.length;
    await warehouse.insert(tables.names.rows, Buffer.from(lines.join('')), { columns, seconds: 300 });
    lines = [];
    await onRows(count);
  };
  for await (const row of rows) {
    lines.push(stagedLine(row, kind));
    if (lines.length >= rowsAtOnce) await flush();
  }
  await flush();
}

const columns = [
  'row',
  'lane',
  'key_hex',
  'made',
  'event',
  'user_id',
  'anonymous_id',
  'group_id',
  'time',
  'message_id',
  'properties',
  'context',
  'raw',
];

function stagedLine({ row, result, content }: StagedRow, kind: string): string {
  const id =
    result.outcome === 'event' ? result.messageId : result.outcome === 'contract' ? result.contract : '';
  const common = {
    row,
    key_hex: hash('md5', id === '' ? `c${kind}\0${content}` : `i${id}`, 'hex'),
    made: id === '',
  };
  if (result.outcome !== 'event') {
    const lane = result.outcome === 'contract' ? 'contract' : 'rejected';
    return `${JSON.stringify({ ...common, lane, message_id: id, raw: JSON.stringify(result) })}\n`;
  }
  return `${JSON.stringify({
    ...common,
    lane: 'bulk',
    event: result.event,
    user_id: result.userId,
    anonymous_id: result.anonymousId,
    group_id: result.groupId,
    time: new Date(result.at).toISOString().replace('T', ' ').replace('Z', ''),
    message_id: id,
    properties: result.properties,
    context: '{}',
  })}\n`;
}
