import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { StagingTables } from '../import-staging/index.ts';

const linesAtOnce = 50_000;

/** Sends lines to an engine that cannot read the file itself. */
export async function sendLines(
  warehouse: Warehouse,
  tables: StagingTables,
  lines: AsyncIterable<{ readonly row: number; readonly line: string }>,
  onRows: (rows: number) => Promise<void>,
): Promise<void> {
  let body: string[] = [];
  let count = 0;
  const flush = async () => {
    if (body.length === 0) return;
    count += body.length;
    await warehouse.insert(tables.names.lines, Buffer.from(body.join('')), { seconds: 300 });
    body = [];
    await onRows(count);
  };
  for await (const line of lines) {
    body.push(`${JSON.stringify(line)}\n`);
    if (body.length >= linesAtOnce) await flush();
  }
  await flush();
}
