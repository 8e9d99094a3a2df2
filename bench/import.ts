// Importing 10 million rows through the real path, beside the engine's own bare insert of the same file.
// node bench/import.ts [rows] [parquet|jsonl …]   results: bench/results/import.md
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { contractLedger } from '#src/customers/contracts/index.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import { type ImportParts, importFiles } from '#src/events/imports/index.ts';
import { type InternalRule, type LoadPlace, RecentIds } from '#src/events/loading/index.ts';

const rows = Number(process.argv[2] ?? 10_000_000);
const formats = process.argv.length > 3 ? process.argv.slice(3) : ['parquet', 'jsonl'];
const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-import-'));
const results: string[] = [];

const records = await openEmbeddedPostgres({ folder });
const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
try {
  await migrate({ records, warehouse });
  for (const format of formats) {
    const file = join(folder, `events.${format}`);
    await generate(file, format);
    await measure(file, format);
    rmSync(file);
  }
  report();
} finally {
  await warehouse.close();
  await records.close();
  rmSync(folder, { recursive: true, force: true });
}

/** 500,000 people, 200 events, a year, four properties; ids that do not compress. Written by the engine itself. */
async function generate(file: string, format: string): Promise<void> {
  const properties = sql`tuple(concat('cat-', toString(number % 20)), cityHash64(number, 'p') % 100000 / 100, number % 7,
    if(number % 3 = 0, 'mobile', 'desktop'))::Tuple(category String, price Float64, quantity UInt8, device String)`;
  const rowsOf = (last: Sql) => sql`
    select 'track' as type, concat('event_', toString(intDiv(cityHash64(number, 'e') % 40000, 200))) as event,
      concat('user-', toString(cityHash64(number, 'u') % 500000)) as userId,
      formatDateTime(toDateTime('2024-01-01 00:00:00', 'UTC') + cityHash64(number, 't') % 31536000, '%Y-%m-%dT%H:%i:%S.000Z', 'UTC') as timestamp,
      concat('msg-', hex(sipHash128(number))) as messageId, ${last} as properties
    from numbers(${typed('UInt64', rows)})`;
  const [as, last] =
    format === 'parquet' ? ['Parquet', sql`toJSONString(${properties})`] : ['JSONEachRow', properties];
  await warehouse.run(sql`insert into function file(${file}, ${as}) ${rowsOf(last)}`, { seconds: 3_600 });
}

async function measure(file: string, format: string): Promise<void> {
  const idle = cpuSeconds();
  const bare = await bareInsert(file, format);
  const alone = cpuSince(idle);
  const workspace = await newWorkspace(format);
  const parts = importParts();
  const memory = watchMemory();
  const steps: Record<string, number> = {};
  const before = cpuSeconds();
  const begun = performance.now();
  let state = '';
  let since = begun;
  const { imports } = await importFiles(parts, {
    workspace,
    wish: { files: [file] },
    progress: (step) => {
      if (step.state === state) return;
      if (state !== '') steps[state] = performance.now() - since;
      state = String(step.state);
      since = performance.now();
    },
  });
  const ms = performance.now() - begun;
  steps[state] = performance.now() - since;
  const peaks = memory.end();
  const spent = cpuSince(before);
  const stored = Number(imports[0]?.stored);
  const [count] = await warehouse.rows(sql<{ n: string }>`
    select count() as n from events where workspace_id = ${workspace.number}`);
  if (stored !== rows || Number(count?.n) !== rows)
    throw new Error(`${stored} stored, ${count?.n} found, of ${rows}`);
  const seconds = (step: string) => `${((steps[step] ?? 0) / 1000).toFixed(1)} s`;
  results.push(
    `| ${format} | ${(statSync(file).size / 1e6).toFixed(0)} MB | ${perSecond(bare)} | **${perSecond(ms)}** | ${(ms / 1000).toFixed(1)} s (${seconds('reading')} + ${seconds('comparing')} + ${seconds('loading')}) | ${alone}; ${spent} | ${peaks} |`,
  );
  console.log(results.at(-1));
}

function perSecond(ms: number): string {
  return `${Math.round(rows / (ms / 1000)).toLocaleString('en')} rows/s`;
}

/** The same rows by the engine alone: `insert into door select … from file`, numbers taken from the id. */
async function bareInsert(file: string, format: string): Promise<number> {
  const as = format === 'parquet' ? 'Parquet' : 'JSONEachRow';
  const begun = performance.now();
  await warehouse.run(
    sql`
      insert into door (workspace_id, layout, stage, event, customer, time, day, message_id, type, user_id, source, traffic,
        properties, context, original_time, received_at, batch)
      select 1000000, 1, 'new', event, 1 + toUInt32(substring(userId, 6)), parseDateTime64BestEffort(timestamp, 3, 'UTC') as at,
        toDate32(at, 'Europe/Paris'), messageId, 'track', userId, 7, 'customer', properties, '{}', at, now64(3), 1
      from file(${file}, ${as}, 'type String, event String, userId String, timestamp String, messageId String, properties String')`,
    {
      seconds: 3_600,
      memory: 8 * 1024 ** 3,
      settings: {
        max_insert_threads: 2,
        parallel_view_processing: 1,
        input_format_json_read_objects_as_strings: 1,
      },
    },
  );
  const ms = performance.now() - begun;
  for (const table of ['events', 'events_by_customer', 'message_ids', 'event_days', 'customer_events']) {
    const name = { kind: 'sql' as const, parts: [{ text: table }] };
    await warehouse.run(sql`truncate table ${name}`);
  }
  return ms;
}

async function newWorkspace(slug: string) {
  const workspace = {
    id: `ws_${slug}`,
    slug,
    name: slug,
    timezone: 'Europe/Paris',
    weekStart: 'monday',
    currency: 'EUR',
    countingUnit: 'customer',
    voice: 'vous',
    smallestDifference: 0.05,
    layout: 1,
    demo: null,
  } as const;
  const made = await records.row(sql<{ number: number }>`
    insert into workspaces (id, slug, name, timezone, week_start, currency, created_at)
    values (${workspace.id}, ${slug}, ${slug}, ${workspace.timezone}, 'monday', 'EUR', ${new Date(systemClock.now())})
    returning number`);
  return { ...workspace, number: made?.number ?? 0 };
}

function importParts(): ImportParts {
  const placeOf = (workspace: number) =>
    records.row(sql<LoadPlace & { rules: InternalRule[] }>`
      select timezone, layout, internal_rules as rules from workspaces where number = ${workspace}`);
  const loading = {
    warehouse,
    records,
    clock: systemClock,
    recent: new RecentIds(1),
    known: new KnownNumbers(),
    placeOf,
  };
  return {
    warehouse,
    records,
    clock: systemClock,
    contracts: contractLedger,
    folder: { path: folder },
    loading,
  };
}

/** Resident memory of this process and everything it started, looked at once a second. */
function watchMemory() {
  const most = new Map<string, number>();
  let together = 0;
  const look = () => {
    const sizes = familyOf(process.pid).map((pid) => ({ name: nameOf(pid), size: sizeOf(pid) }));
    const byName = Map.groupBy(sizes, ({ name }) => name);
    for (const [name, all] of byName)
      most.set(
        name,
        Math.max(
          most.get(name) ?? 0,
          all.reduce((sum, one) => sum + one.size, 0),
        ),
      );
    together = Math.max(
      together,
      sizes.reduce((sum, one) => sum + one.size, 0),
    );
  };
  const timer = setInterval(look, 1_000);
  return {
    end: () => {
      clearInterval(timer);
      const each = [...most].map(([name, size]) => `${name} ${Math.round(size)}`);
      return `${Math.round(together)} MB together (${each.join(', ')})`;
    },
  };
}

function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = textOf(`/proc/${entry}/stat`);
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const belongs = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && pid > 1 && belongs(parents.get(pid)));
  return [...parents.keys()].filter((pid) => belongs(pid));
}

/** Processor seconds by program, of everything that runs. */
function cpuSeconds(): Map<string, number> {
  const spent = new Map<string, number>();
  for (const pid of familyOf(process.pid)) {
    const stat = textOf(`/proc/${pid}/stat`);
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    spent.set(nameOf(pid), (spent.get(nameOf(pid)) ?? 0) + (user + system) / 100);
  }
  return spent;
}

function cpuSince(before: ReadonlyMap<string, number>): string {
  return [...cpuSeconds()]
    .map(([name, seconds]) => `${name} ${(seconds - (before.get(name) ?? 0)).toFixed(1)} s`)
    .join(', ');
}

function nameOf(pid: number): string {
  if (pid === process.pid) return 'perdure';
  return textOf(`/proc/${pid}/comm`).trim().startsWith('postgres') ? 'postgres' : 'warehouse';
}

/** Proportional size in MB: what processes share is counted once. */
function sizeOf(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile
  }
}

function report(): void {
  const cores = cpus().length;
  const text = `# Importing

${rows.toLocaleString('en')} rows in Segment's shape (500,000 people, 200 events, a year, four properties), \`node bench/import.ts\`,
${cores} cores, ${Math.round(totalmem() / 1e9)} GB, load ${loadavg()[0]?.toFixed(1)} at the end. "Bare" is the engine's own
\`insert into door select … from file\` of the same file into the same tables: no identity, no duplicates, no refusals, not resumable.
The time is reading + comparing + loading; memory is the proportional resident size at its peak.

| file | size | bare | imported, queryable in all tables | time | processor: bare; imported | memory |
|---|---|---|---|---|---|---|
${results.join('\n')}
`;
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  if (rows >= 10_000_000) writeFileSync(join(import.meta.dirname, 'results', 'import.md'), text);
  console.log(text);
}
