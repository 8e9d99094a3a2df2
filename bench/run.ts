// Every benchmark, one after the other: node bench/run.ts [name …] [--events 20m] [--repeats 7] [--kept FOLDER]
// Those of insights ask over the same events, which are made once.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const insights = [
  'retention',
  'lifecycle',
  'funnels',
  'paths',
  'aha',
  'segments',
  'phases',
  'health',
  'person',
];
const others = ['import', 'intake', 'mail-lane', 'page', 'revenue'];
const { positionals: wished } = parseArgs({
  allowPositionals: true,
  options: { events: { type: 'string' }, repeats: { type: 'string' }, kept: { type: 'string' } }, // of the stage
});
const chosen = (names: readonly string[]) =>
  wished.length === 0 ? names : names.filter((name) => wished.includes(name));
const unknown = wished.filter((name) => ![...insights, ...others].includes(name));
if (unknown.length > 0)
  throw new Error(
    `No benchmark is named ${unknown.join(', ')}; there are ${[...insights, ...others].join(', ')}.`,
  );

if (chosen(insights).length > 0) {
  const { onStage } = await import('./stage.ts');
  const modules = await Promise.all(chosen(insights).map((name) => import(`./${name}.ts`)));
  await onStage(modules.map(({ benchmark }) => benchmark));
}
for (const name of chosen(others)) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
