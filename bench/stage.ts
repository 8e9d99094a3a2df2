// What the benchmarks of insights share: engines of their own, the events, questions asked in turn, a report.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { handClock } from '#src/engines/clock/index.ts';
import { claimDataFolder } from '#src/engines/data-folder/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { type OpenRecords, openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { type ChdbWarehouse, openChdb } from '#src/engines/warehouse/index.ts';
import packageFile from '../package.json' with { type: 'json' };
import { asking, paperWorkspace } from '../test/asking.ts';
import { customers, generate } from './generated-events.ts';

/** A benchmark: questions over the same events, each beside its peers. */
export interface Benchmark {
  /** Of its report: `bench/results/<name>.md`. */
  readonly name: string;
  readonly title: string;
  /** What the reader must know of the figures. */
  readonly said: string;
  /** Columns beside ours. */
  readonly peers: readonly string[];
  readonly run: (stage: Stage) => Promise<void>;
}

/** Ways to the same answer: ours, and a peer's by its name. Answers that are not undefined are compared. */
export interface Ways {
  readonly ours: () => Promise<unknown>;
  readonly [peer: string]: (() => Promise<unknown>) | undefined;
}

export interface Stage {
  readonly warehouse: ChdbWarehouse;
  readonly records: OpenRecords;
  readonly folder: string;
  /** Whoever asks in the filled workspace, at a time of day; 1 February 2025 unless told. */
  readonly at: (time?: string) => Context;
  /** Asks each way in turn, round by round, so that all have the same neighbours; the first round only warms. */
  readonly beside: (title: string, ways: Ways) => Promise<void>;
  /** The rows of a statement of our own, over the filled tables. */
  readonly plain: (text: string) => Promise<Record<string, unknown>[]>;
  /** Said below the table. */
  readonly note: (text: string) => void;
}

type Engines = Pick<Stage, 'warehouse' | 'records' | 'folder'>;

const { values: told } = parseArgs({
  options: {
    events: { type: 'string', default: '20m' },
    repeats: { type: 'string', default: '7' },
    kept: { type: 'string' },
  },
  allowPositionals: true,
});
const { version } = packageFile;
const events = Number(told.events.replace(/m$/i, '')) * (/m$/i.test(told.events) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const roundsOfPeers = 3;
/** Seconds: ten minutes until parts are old enough, and the merges. */
const mostRest = 1_500;

/**
 * Runs benchmarks over events that are made once for all of them: `--events 20m|100m`, `--repeats 7`. With
 * `--kept FOLDER` they stay there, and the next run finds them.
 */
export async function onStage(benchmarks: readonly Benchmark[]): Promise<void> {
  const folder = told.kept ?? mkdtempSync(join(tmpdir(), 'perdure-bench-'));
  try {
    await onFilled(folder, benchmarks);
  } finally {
    if (told.kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs benchmarks in a data folder, which holds the events afterwards. */
export async function onFilled(folder: string, benchmarks: readonly Benchmark[]): Promise<void> {
  const claimed = await claimDataFolder(folder, version); // so that a server may be started on it afterwards
  const records = await openEmbeddedPostgres({ folder });
  const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
  try {
    await migrate({ records, warehouse });
    await filled({ warehouse, records, folder });
    await rested(warehouse);
    for (const benchmark of benchmarks) await measure(benchmark, { warehouse, records, folder });
  } finally {
    await warehouse.close();
    await records.close();
    claimed.release();
  }
}

async function filled({ warehouse, records, folder }: Engines): Promise<void> {
  const note = join(folder, `filled-${events}`);
  if (existsSync(note)) return;
  await records.run(
    sql`insert into workspaces (id, slug, name, timezone, week_start, currency) values ('ws_bench', 'bench', 'Bench', 'Europe/Paris', 'monday', 'EUR')`,
  );
  await generate(warehouse, events, (done) => console.log(`${done / 1e6} million events`));
  writeFileSync(note, '');
}

/** Waits until what is kept by day has come to rest in one piece, as it does in the quiet of a night. */
async function rested(warehouse: ChdbWarehouse): Promise<void> {
  const restless = sql<{ tables: string[] }>`
    select groupArray(table) as tables
    from (
      select table
      from system.parts
      where active and database = currentDatabase()
        and table in ('event_days', 'marked_days', 'event_counts', 'customer_days')
      group by table
      having count() > 1
    )`;
  for (let seconds = 0; seconds < mostRest; seconds += 10) {
    const [found] = await warehouse.rows(restless);
    if (found === undefined || found.tables.length === 0) return;
    if (seconds % 60 === 0) console.log(`waiting for ${found.tables.join(', ')} to be merged`);
    await setTimeout(10_000);
  }
  throw new Error(`The tables were not merged within ${mostRest} s.`);
}

async function measure(benchmark: Benchmark, engines: Engines): Promise<void> {
  const { warehouse, records } = engines;
  const [lines, notes]: [string[], string[]] = [[], []];
  await benchmark.run({
    ...engines,
    at: (time = '2025-02-01T00:00:00Z') =>
      asking({ warehouse, records, clock: handClock(Date.parse(time)) }, paperWorkspace(1)),
    plain: (text) => warehouse.rows(statement(text), { seconds: 600, memory: 12 * 2 ** 30 }),
    note: (text) => notes.push(text),
    beside: async (title, ways) => {
      const line = lineOf(title, benchmark.peers, await inTurn(ways, warehouse));
      console.log(line);
      lines.push(line);
    },
  });
  const text = reportOf(benchmark, lines, notes);
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const size = events === 20_000_000 ? '' : `-${told.events}`;
  writeFileSync(join(results, `${benchmark.name}${size}.md`), text);
  console.log(text);
}

const statement = (text: string): Sql<Record<string, unknown>> => ({ kind: 'sql', parts: [{ text }] }); // our own text

/** What one way spent in each round after the first, and answered last. */
interface Spent {
  readonly ms: number[];
  readonly work: number[];
  answer: unknown;
}

async function inTurn(ways: Ways, warehouse: ChdbWarehouse): Promise<ReadonlyMap<string, Spent>> {
  const spent = new Map<string, Spent>();
  for (let round = 0; round <= repeats; round += 1) {
    for (const [name, ask] of Object.entries(ways)) {
      if (ask === undefined || (name !== 'ours' && round > roundsOfPeers)) continue;
      const own = spent.get(name) ?? { ms: [], work: [], answer: undefined };
      spent.set(name, own);
      const [begun, before] = [performance.now(), workedMs(warehouse)];
      own.answer = await ask();
      if (round === 0) continue;
      own.ms.push(performance.now() - begun);
      own.work.push(workedMs(warehouse) - before);
    }
  }
  return spent;
}

/** Milliseconds of processor time spent so far by this process and the engine's: other people's load does not count. */
function workedMs(warehouse: ChdbWarehouse): number {
  const { user, system } = process.cpuUsage();
  const stat = `/proc/${warehouse.pid()}/stat`;
  const fields = existsSync(stat) ? (readFileSync(stat, 'utf8').split(') ')[1] ?? '').split(' ') : [];
  return (user + system) / 1000 + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

function lineOf(title: string, peers: readonly string[], spent: ReadonlyMap<string, Spent>): string {
  const ours = spent.get('ours');
  const cells = peers.map((name) => {
    const peer = spent.get(name);
    if (ours === undefined || peer === undefined) return '–';
    return `${spread(peer)} (${(middle(peer.ms) / middle(ours.ms)).toFixed(2)}×)`;
  });
  const answers = [...spent.values()].flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const same = answers.every((answer) => answer === answers[0]) ? 'yes' : '**no**';
  const compared = peers.length === 0 ? [] : [answers.length > 1 ? same : '–'];
  return `| ${[title, ours ? spread(ours) : '–', ...cells, ...compared].join(' | ')} |`;
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const spread = ({ ms, work }: Spent): string =>
  `${[Math.min(...ms), middle(ms), Math.max(...ms)].map(Math.round).join(' / ')}, work ${Math.round(middle(work))}`;

function reportOf(
  { title, said, peers }: Benchmark,
  lines: readonly string[],
  notes: readonly string[],
): string {
  const heads = ['question', 'ours', ...peers, ...(peers.length > 0 ? ['same numbers'] : [])];
  const ratios = `; in brackets how many times as long as ours`;
  return `# ${title}: ${events / 1e6} million events, ${customers / 1000} thousand customers, 200 names, 12 months

Milliseconds, min / median / max of ${repeats} warm rounds${peers.length > 0 ? ` (${Math.min(repeats, roundsOfPeers)} for the others), asked in turn in one run${ratios}` : ''}.
"work" is the median of processor milliseconds, which a busy machine disturbs less. Ours is the whole answer as the operation
gives it. ${said}

${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| ${heads.join(' | ')} |
|${heads.map(() => '---').join('|')}|
${lines.join('\n')}
${notes.map((note) => `\n${note}\n`).join('')}`;
}
