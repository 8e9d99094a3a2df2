import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '#src/basics/sql.ts';
import type { Warehouse } from './port.ts';

/** Text that breaks whatever is spliced, escaped once too little or once too often. */
export const hostile = [
  '',
  "it's",
  "\\' or 1=1 --",
  '\\',
  '\\n',
  '\t\r\n\0\b\f',
  '\\N',
  'NULL',
  `"\`\${}{p1:String}/* */;--`,
  '{p1:Identifier}',
  'é 漢字 🙂 \u2028\ue000',
  "'); drop table events; --",
  '%20&param_p1=x#?',
];

/** How many statements run in the engine that hold this word. */
export async function running(warehouse: Warehouse, word: string): Promise<number> {
  const rows = await warehouse.rows<{ n: string }>(sql`
    select count() as n
    from system.processes
    where query like ${`%${word}%`} and query not like '%system.processes%'`);
  return Number(rows[0]?.n);
}

/** Waits until it holds; at most ten seconds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('it did not come to pass in ten seconds');
}
