// Funnels over 20 million events of 500 thousand customers, beside windowFunnel over the same table and filters, which
// counts the deepest step only: no path, no waits, no trend, no open windows, and one event may serve two steps.
// node bench/funnels.ts [--events 20m] [--repeats 7]   results: bench/results/funnels.md
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scoped, sql, typed } from '#src/basics/sql.ts';
import { handClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import {
  FunnelAsk,
  type FunnelAskInput,
  type FunnelGrid,
  gridOf,
  pageOf,
} from '#src/insights/funnels/index.ts';
import { RankingAsk, rankingOf } from '#src/insights/step-failure/index.ts';
import { asking, paperWorkspace } from '../test/asking.ts';
import { customers, generate } from './retention-data.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, repeats: { type: 'string', default: '7' } },
});
const events = Number(told.events.replace(/m$/i, '')) * (/m$/i.test(told.events) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-funnels-'));
const lines: string[] = [];

const steps = (count: number) => Array.from({ length: count }, (_, i) => ({ event: `event ${i}` }));
const quarter = { from: '2024-03-01', to: '2024-05-29' };

const funnels: Readonly<Record<string, FunnelAskInput>> = {
  'three steps in order, 90 days': { steps: steps(3), ...quarter },
  'three steps in order, 12 months': { steps: steps(3), from: '2024-01-01', to: '2024-12-31' },
  'six steps in order, 90 days': { steps: steps(6), ...quarter },
  'twenty steps in order, 90 days': { steps: steps(20), ...quarter },
  'three steps in any order, 90 days': { steps: steps(3), order: 'unordered', ...quarter },
  'three steps in strict order, 90 days': { steps: steps(3), order: 'strict', ...quarter },
  'three steps with an exclusion, 90 days': {
    steps: steps(3),
    exclusions: [{ event: 'event 5', from: 1, to: 3 }],
    ...quarter,
  },
  'the same event three times, 90 days': {
    steps: [{ event: 'event 0' }, { event: 'event 0' }, { event: 'event 0' }],
    ...quarter,
  },
  'three steps by one of 20 plans, 90 days': {
    steps: steps(3),
    breakdown: { by: 'trait', name: 'plan', top: 20 },
    ...quarter,
  },
  'three steps by a property of the first, 90 days': {
    steps: steps(3),
    breakdown: { by: 'property', name: 'channel', of: 'first', top: 20 },
    ...quarter,
  },
};

async function main(): Promise<void> {
  await generate(warehouse, events, (done) => console.log(`${done / 1e6} million events`));
  const context = asking(
    { warehouse, records, clock: handClock(Date.parse('2025-02-01T00:00:00Z')) },
    paperWorkspace(1),
  );
  for (const [title, ask] of Object.entries(funnels)) {
    const parsed = FunnelAsk.parse(ask);
    const comparable =
      parsed.order === 'ordered' && parsed.exclusions.length === 0 && parsed.breakdown === null;
    await beside(
      title,
      async () => depthsOf(await gridOf(context, parsed)),
      comparable ? () => windowFunnel(parsed) : undefined,
    );
  }
  const ask = FunnelAsk.parse(funnels['three steps in order, 90 days']);
  await beside('people who dropped after the first step (100 of them, and how many)', async () => {
    const { total } = await pageOf(context, {
      ask,
      series: { kind: 'all', value: null },
      period: null,
      which: { kind: 'dropped', step: 1 },
      onlyOver: false,
      limit: 100,
    });
    return String(total);
  });
  await beside('step failure: three steps, silent on days 30 to 59', async () => {
    const { people } = await rankingOf(
      context,
      RankingAsk.parse({
        of: {
          declared: {
            start: { event: 'event 0' },
            steps: steps(4)
              .slice(1)
              .map(({ event }) => ({ name: event, done: { event } })),
            windowDays: 14,
            departure: { kind: 'silence', from: 30, to: 59 },
          },
        },
        from: '2024-03-01',
        to: '2024-05-29',
      }),
    );
    return String(people);
  });
  report();
}

/** People by deepest step, as text to compare. */
const depthsOf = ({ series }: FunnelGrid): string =>
  (series[0]?.steps ?? []).map(({ step, reached }) => `${step}: ${reached}`).join(' ');

/** The same by ClickHouse's own function. Entries are cut by what is read: later steps are read to the end of the window. */
async function windowFunnel({ steps: asked, from }: FunnelAsk): Promise<string> {
  const until = asked.length > 0 && from === '2024-01-01' ? '2025-01-15 00:00:00' : '2024-06-13 00:00:00';
  const conditions = asked.reduce(
    (all, { event }, i) =>
      i === 0
        ? sql`event = ${event ?? ''} and toDate32(time, 'Europe/Paris') <= ${from === '2024-01-01' ? '2024-12-31' : '2024-05-29'}`
        : sql`${all}, event = ${event ?? ''}`,
    sql``,
  );
  const rows = await warehouse.of(1).rows(
    sql<{ level: number; people: number | string }>`
      select level, count() as people
      from (
        select customer, windowFunnel(1209600000)(toUInt64(toUnixTimestamp64Milli(time)), ${conditions}) as level
        from ${scoped('events')}
        where event in ${typed(
          'Array(String)',
          asked.flatMap(({ event }) => event ?? []),
        )}
          and traffic = 'customer'
          and time >= toDateTime64(${`${from} 00:00:00`}, 3, 'Europe/Paris')
          and time < toDateTime64(${until}, 3, 'Europe/Paris')
        group by customer
      )
      group by level`,
    { seconds: 600, memory: 12 * 2 ** 30 },
  );
  return asked
    .map((_, i) => {
      const reached = rows
        .filter(({ level }) => level > i)
        .reduce((sum, { people }) => sum + Number(people), 0);
      return `${i + 1}: ${reached}`;
    })
    .join(' ');
}

/** Each way in turn, round by round, so that all have the same neighbours; the first round only warms. */
async function beside(
  title: string,
  ours: () => Promise<string>,
  peer?: () => Promise<string>,
): Promise<void> {
  const ways = { ours, ...(peer === undefined ? {} : { peer }) };
  const times: Record<string, number[]> = { ours: [], peer: [] };
  const work: Record<string, number[]> = { ours: [], peer: [] };
  const answers = new Map<string, string>();
  for (let round = 0; round <= repeats; round += 1) {
    for (const [name, ask] of Object.entries(ways)) {
      const [begun, before] = [performance.now(), workedMs()];
      answers.set(name, await ask());
      if (round === 0) continue;
      times[name]?.push(performance.now() - begun);
      work[name]?.push(workedMs() - before);
    }
  }
  const shown = (name: string) =>
    `${spread(times[name] ?? [])}, work ${Math.round(median(work[name] ?? []))}`;
  const ratio = median(times.ours ?? []) / median(times.peer ?? []);
  const beside =
    peer === undefined
      ? '– | – | –'
      : `${shown('peer')} | ${ratio.toFixed(1)}× | ${answers.get('ours') === answers.get('peer') ? 'yes' : `no: ${answers.get('ours')} against ${answers.get('peer')}`}`;
  const line = `| ${title} | ${shown('ours')} | ${beside} |`;
  console.log(line);
  lines.push(line);
}

/** Milliseconds of processor time spent so far by this process and the engine's: other people's load does not count. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  const fields = (readFileSync(`/proc/${warehouse.pid()}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
  return (user + system) / 1000 + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `${Math.round(Math.min(...values))} / ${Math.round(median(values))} / ${Math.round(Math.max(...values))}`;

function report(): void {
  const text = `# Funnels: ${events / 1e6} million events, ${customers / 1000} thousand customers, 200 names, 12 months

Milliseconds, min / median / max of ${repeats} warm rounds, asked in turn in one run; "work" is the median of processor
milliseconds. Ours is the whole answer as the operation gives it: steps, open windows, waits, trend. windowFunnel counts
the deepest step over the same table and filters; people whose events share a millisecond it takes as in order.

${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| question | ours | windowFunnel | ours ÷ windowFunnel | same numbers |
|---|---|---|---|---|
${lines.join('\n')}
`;
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  const name = events === 20_000_000 ? 'funnels.md' : `funnels-${told.events}.md`;
  writeFileSync(join(import.meta.dirname, 'results', name), text);
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
