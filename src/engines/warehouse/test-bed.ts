import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from '#src/basics/sql.ts';
import { type ChdbWarehouse, openChdb } from './chdb.ts';
import type { EngineLimits } from './engine-config.ts';
import type { Warehouse } from './port.ts';
import { pieces } from './statement-text.ts';

/** An engine of a test's own, in a folder of its own: for tests that kill it or fill it. */
export interface OwnEngine {
  readonly warehouse: ChdbWarehouse;
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens an engine in a temporary folder that goes when it is closed. */
export async function openOwnEngine(limits: EngineLimits = {}): Promise<OwnEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-warehouse-'));
  const warehouse = await openChdb({ folder, limits });
  const close = async () => {
    await warehouse.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { warehouse, folder, close };
}

/** Lays the product's own tables, so that what is tested is the door itself. */
export async function layTables(warehouse: Warehouse): Promise<void> {
  const folder = join(import.meta.dirname, '../../../schema/warehouse');
  for (const file of (await readdir(folder)).sort()) {
    for (const statement of statements(await readFile(join(folder, file), 'utf8'))) {
      await warehouse.run(shipped(statement));
    }
  }
}

/** Text of our own files. */
const shipped = (text: string): Sql => ({ kind: 'sql', parts: [{ text }] });

function statements(text: string): string[] {
  const ends = pieces(text).filter((piece) => piece.kind === 'symbol' && piece.text === ';');
  return ends.map((end, i) => text.slice(ends[i - 1]?.end ?? 0, end.start));
}

/** One row of the door, as the loader writes it. */
export function doorRow(
  number: number,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const time = '2026-01-10 09:00:00.000';
  return {
    workspace_id: 1,
    layout: 1,
    event: `event_${number % 5}`,
    customer: (number % 50) + 1,
    time,
    day: '2026-01-10',
    message_id: `m${number}`,
    id_hash: String(number).padStart(16, '0'),
    type: 'track',
    user_id: `u${number % 50}`,
    anonymous_id: '',
    group_id: '',
    source: 1,
    traffic: 'customer',
    properties: JSON.stringify({ plan: 'pro', amount: number % 2 === 0 ? number : number + 0.5 }),
    traits: '',
    context: '{}',
    original_time: time,
    sent_at: null,
    received_at: time,
    time_flag: '',
    made_id: false,
    batch: '1',
    ...more,
  };
}

/** Rows as an insert takes them. */
export const asLines = (rows: readonly object[]): Buffer =>
  Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
