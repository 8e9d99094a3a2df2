// The scan for the aha moment over 20 million events of 500 thousand customers: every event × count × window, one pass.
// node bench/aha.ts [--events 20m] [--repeats 3]   results: bench/results/aha.md
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from '#src/basics/sql.ts';
import { handClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { operations as aha, type ScanAnswer } from '#src/insights/aha/index.ts';
import { operations as habit } from '#src/insights/habit/index.ts';
import { operations as timeToValue } from '#src/insights/time-to-value/index.ts';
import { asking, paperWorkspace, run } from '../test/asking.ts';
import { customers, generate } from './retention-data.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, repeats: { type: 'string', default: '3' } },
});
const events = Number(told.events.replace(/m$/i, '')) * (/m$/i.test(told.events) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-aha-'));
const lines: string[] = [];

async function main(): Promise<void> {
  await generate(warehouse, events, (done) => console.log(`${done / 1e6} million events`));
  const context = asking(
    { warehouse, records, clock: handClock(Date.parse('2025-02-01T00:00:00Z')) },
    paperWorkspace(1),
  );
  const year = { from: '2024-01-01', to: '2024-12-31' };
  const start = { event: 'event 3' };
  const scan = { ...year, start, exclude: [] };
  let answer: ScanAnswer | undefined;
  await measured('scan: 200 events × every count × 4 windows, back for anything', async () => {
    answer = await run<ScanAnswer>(aha, context, 'aha.scan', scan);
  });
  if (answer !== undefined) {
    const cells = answer.heat.reduce((sum, row) => sum + row.cells.length, 0);
    lines.push(
      '',
      `${answer.people.observable} people observable, ${answer.events.length} events, ${answer.tried} cells tried, ${cells} drawn.`,
      '',
    );
  }
  await measured('scan: the same, starting with anything, back for one event', () =>
    run(aha, context, 'aha.scan', { ...scan, start: { event: null }, return: { event: 'event 7' } }),
  );
  await measured('curve of one event in one window', () =>
    run(aha, context, 'aha.curve', { ask: scan, event: 'event 7', window: 10 }),
  );
  await measured('people above a threshold', () =>
    run(aha, context, 'aha.people', { ask: scan, event: 'event 7', count: 2, window: 10, side: 'above' }),
  );
  await records.run(
    sql`insert into workspaces (id, slug, name, timezone, week_start, currency) values ('ws_bench', 'bench', 'Bench', 'Europe/Paris', 'monday', 'EUR')`,
  );
  const { definition } = await run<{ definition: { id: string } }>(aha, context, 'aha.adopt', {
    name: 'Bench',
    channel: { by: 'trait', name: 'plan' },
    rule: { start, match: { event: 'event 7' }, times: 3, days: 10 },
  });
  const of = { definition: definition.id };
  await measured('rate by week over a year', () => run(aha, context, 'aha.rate', { ...of, ...year }));
  await measured('board: 52 weeks, 20 plans', () => run(aha, context, 'aha.board', { ...of, weeks: 52 }));
  await measured('progress of the newcomers of 30 days', () => run(aha, context, 'aha.progress', of));
  await measured('time to the first value, by plan', () =>
    run(timeToValue, context, 'time-to-value.curve', {
      ...year,
      begin: { by: 'event', match: start },
      value: { event: 'event 7' },
      apart: { by: 'trait', name: 'plan' },
    }),
  );
  await measured('retaking of the value over a year', () =>
    run(timeToValue, context, 'time-to-value.retaking', { ...year, value: { event: 'event 7' } }),
  );
  await measured('habit: 12 weeks of anything', () =>
    run(
      habit,
      asking({ warehouse, records, clock: handClock(Date.parse('2024-10-01T00:00:00Z')) }, paperWorkspace(1)),
      'habit.grid',
      { value: { event: null } },
    ),
  );
  report();
}

async function measured(title: string, ask: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i += 1) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  const middle = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const line = `| ${title} | ${(times[0] ?? 0).toFixed(0)} | ${middle.toFixed(0)} |`;
  console.log(line);
  lines.push(line);
}

function report(): void {
  const text = [
    '# The aha moment, time to value, habit: how fast',
    '',
    `${events / 1e6} million events, ${customers} customers, 200 event names, 12 months; ${cpus().length} cores (${cpus()[0]?.model.trim() ?? '?'}), load ${loadavg()[0]?.toFixed(1)}. Milliseconds: the first asking, and the median of ${repeats}. Command: \`node bench/aha.ts --events ${told.events}\`.`,
    '',
    '| question | first | median |',
    '|---|---|---|',
    ...lines.filter((line) => line.startsWith('|')),
    '',
    ...lines.filter((line) => line !== '' && !line.startsWith('|')),
    '',
  ].join('\n');
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  writeFileSync(
    join(import.meta.dirname, 'results', events === 20_000_000 ? 'aha.md' : `aha-${told.events}.md`),
    text,
  );
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
