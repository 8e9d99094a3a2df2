// Every benchmark, one after the other: node bench/run.ts [name …]
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const parts = new Set(['run.ts', 'sender.ts']);
const wished = process.argv.slice(2);
const found = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !parts.has(name) && !name.includes('-'),
);
for (const name of found) {
  if (wished.length > 0 && !wished.includes(name.replace('.ts', ''))) continue;
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, name)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
