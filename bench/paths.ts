// Paths and typical situations over 20 million events of 500 thousand customers.
// node bench/paths.ts [--events 20m] [--repeats 5]   results: bench/results/paths.md
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { handClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { operations } from '#src/insights/paths/index.ts';
import { asking, paperWorkspace, run } from '../test/asking.ts';
import { customers, generate } from './retention-data.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, repeats: { type: 'string', default: '5' } },
});
const events = Number(told.events.replace(/m$/i, '')) * (/m$/i.test(told.events) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-paths-'));
const lines: string[] = [];

const quarter = { from: '2024-04-01', to: '2024-06-29' };
const year = { from: '2024-01-01', to: '2024-12-31' };
const common = { anchor: { event: 'event 3' }, steps: 5, top: 20 };
const sevenDays = { kind: 'window', amount: 7, of: 'day' };

const questions = [
  {
    title: '90 days, 7 days from the event',
    name: 'paths.tree',
    ask: { ...common, ...quarter, limit: sevenDays },
  },
  { title: '90 days, to the end of the session', name: 'paths.tree', ask: { ...common, ...quarter } },
  { title: '90 days, same day', name: 'paths.tree', ask: { ...common, ...quarter, limit: { kind: 'day' } } },
  {
    title: '90 days, 7 days before the event',
    name: 'paths.tree',
    ask: { ...common, ...quarter, direction: 'to', limit: sevenDays },
  },
  {
    title: 'a year, 7 days from the event',
    name: 'paths.tree',
    ask: { ...common, ...year, limit: sevenDays },
  },
  {
    title: 'a year, 7 days from any event',
    name: 'paths.tree',
    ask: { ...common, ...year, anchor: { event: null }, limit: sevenDays },
  },
  {
    title: 'those on one edge (100 of them, and how many)',
    name: 'paths.people',
    ask: {
      ask: { ...common, ...quarter, limit: sevenDays },
      which: {
        kind: 'edge',
        depth: 0,
        from: { kind: 'named', name: 'event 3' },
        to: { kind: 'named', name: 'event 0' },
      },
    },
  },
  {
    title: 'situations of the first 7 days, a quarter of starts',
    name: 'paths.situations',
    ask: { start: { event: null }, ...quarter, firstDays: 7 },
  },
] as const;

async function main(): Promise<void> {
  await generate(warehouse, events, (done) => console.log(`${done / 1e6} million events`));
  const clock = handClock(Date.parse('2025-02-01T00:00:00Z'));
  const context = asking({ warehouse, records, clock }, paperWorkspace(1));
  for (const { title, name, ask } of questions) {
    const spent: { ms: number; work: number }[] = [];
    let people = 0;
    for (let round = 0; round <= repeats; round += 1) {
      const [begun, before] = [performance.now(), workedMs()];
      const answer = await run<{ entered?: number; total?: number; everyone?: { people: number } }>(
        operations,
        context,
        name,
        ask,
      );
      if (round > 0) spent.push({ ms: performance.now() - begun, work: workedMs() - before });
      people = answer.entered ?? answer.total ?? answer.everyone?.people ?? 0;
    }
    const times = spent.map(({ ms }) => ms);
    const work = Math.round(middle(spent.map((one) => one.work)));
    const line = `| ${title} | ${people} | ${Math.round(Math.min(...times))} / ${Math.round(middle(times))} / ${Math.round(Math.max(...times))} | ${work} |`;
    console.log(line);
    lines.push(line);
  }
  report();
}

/** Milliseconds of processor time spent so far by this process and the engine's: other people's load does not count. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  const fields = (readFileSync(`/proc/${warehouse.pid()}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
  return (user + system) / 1000 + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function report(): void {
  const text = `# Paths: ${events / 1e6} million events, ${customers / 1000} thousand customers, 200 names, 12 months

Top 20, 5 steps, unless told. Milliseconds, min / median / max of ${repeats} warm rounds of the whole operation; "work" is the
median of processor milliseconds, which a busy machine disturbs less. Times are whole seconds and all events of a second
arrive together here, so that the slower second reading, by message id, takes part in every figure.

${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| question | people | ms | work |
|---|---|---|---|
${lines.join('\n')}
`;
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  const file = events === 20_000_000 ? 'paths.md' : `paths-${told.events}.md`;
  writeFileSync(join(import.meta.dirname, 'results', file), text);
  console.log(text);
}

const records = await openEmbeddedPostgres({ folder });
const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
try {
  await migrate({ records, warehouse });
  await main();
} finally {
  await warehouse.close();
  await records.close();
  rmSync(folder, { recursive: true, force: true });
}
