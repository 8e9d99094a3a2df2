// Segments over 20 million events of 500 thousand customers: the preview while typing, and 200 live ones counted at once,
// beside plain SQL over raw events.
// node bench/run.ts segments [--events 20m] [--repeats 7]   results: bench/results/segments.md

import { sql } from '#src/basics/sql.ts';
import { operations, segmentsKeeper } from '#src/customers/segments/index.ts';
import { everythingNew, type Kept } from '#src/customers/upkeep/index.ts';
import { run } from '../test/asking.ts';
import { type Benchmark, onStage, type Stage } from './stage.ts';

const event = (number: number) => ({ event: `event ${number}`, where: [] });
const last = (amount: number) => ({ kind: 'last', amount, unit: 'days' });
const times = (count: number) => ({ kind: 'times', how: 'at_least', times: count });
const didTwice = { kind: 'did', match: event(3), amount: times(2), window: last(120) };
const silent = { kind: 'did', inside: false, match: { event: null, where: [] }, window: last(60) };
const plan = { kind: 'trait', trait: 'plan', how: 'is', values: ['plan 3', 'plan 5'] };
const sequence = {
  kind: 'sequence',
  steps: [event(2), event(7)],
  within: { amount: 30, unit: 'days' },
  window: last(120),
};
const now = '2025-01-01T12:00:00Z';

interface Rule {
  readonly title: string;
  readonly conditions: readonly object[];
  /** The same number, of raw events. */
  readonly plain?: string;
}

const own = `workspace_id = 1 and traffic = 'customer' and time < '2025-01-01 12:00:00'`;
const localDay = `toDate(time, 'Europe/Paris')`;

const rules: readonly Rule[] = [
  {
    title: 'did one event in the last 120 days',
    conditions: [{ kind: 'did', match: event(3), window: last(120) }],
    plain: `select uniqExact(customer) as size from events where ${own} and event = 'event 3' and ${localDay} > toDate('2025-01-01') - 120`,
  },
  {
    title: 'did it at least twice, and nothing in the last 60 days',
    conditions: [didTwice, silent],
    plain: `select count() as size from (
      select customer, countIf(event = 'event 3' and ${localDay} > toDate('2025-01-01') - 120) as often,
        countIf(${localDay} > toDate('2025-01-01') - 60) as lately
      from events where ${own} group by customer having often >= 2 and lately = 0)`,
  },
  { title: 'one of two plans, and did it at least twice', conditions: [plan, didTwice] },
  {
    title: 'first did it in the last 120 days',
    conditions: [{ kind: 'when', which: 'first', match: event(3), window: last(120) }],
  },
  { title: 'two events in order within 30 days', conditions: [sequence] },
];

/** 200 segments of the kinds people keep: half by days, half by counts, each with another event, a fifth with a trait. */
const live = Array.from({ length: 200 }, (_, i) => ({
  name: `Segment ${i}`,
  conditions: [
    i % 2 === 0
      ? { kind: 'did', match: event(i % 150), window: last(30 + (i % 90)) }
      : { kind: 'did', match: event(i % 150), amount: times(1 + (i % 4)), window: last(60 + (i % 90)) },
    ...(i % 3 === 0 ? [silent] : []),
    ...(i % 5 === 0 ? [plan] : []),
  ],
}));

export const benchmark: Benchmark = {
  name: 'segments',
  title: 'Segments',
  said: 'A preview is what is counted while a rule is typed: the whole rule, each of its conditions, and a sample of eight people with their names.',
  peers: ['plain SQL'],
  run: async (stage) => {
    const context = stage.at(now);
    for (const { title, conditions, plain } of rules) {
      await stage.beside(`preview: ${title}`, {
        ours: async () =>
          (
            await run<{ size: number }>(operations, context, 'segments.preview', {
              rule: { conditions },
              unit: 'customer',
            })
          ).size,
        ...(plain === undefined
          ? {}
          : { 'plain SQL': async () => Number((await stage.plain(plain))[0]?.size) }),
      });
    }
    await keptAtOnce(stage);
  },
};

async function keptAtOnce(stage: Stage): Promise<void> {
  const context = stage.at(now);
  await stage.records.run(sql`delete from segments where workspace_id = 1`);
  await stage.warehouse.run(sql`truncate table segment_members`);
  for (const { name, conditions } of live)
    await run(operations, context, 'segments.create', { name, unit: 'customer', rule: { conditions } });
  const kept: Kept = {
    workspace: context.workspace,
    warehouse: context.warehouse,
    store: stage.warehouse,
    records: context.records,
    clock: context.clock,
    signal: new AbortController().signal,
    announce: async () => {},
  };
  const turn = async () => {
    const since = performance.now();
    await segmentsKeeper.keep(kept, everythingNew);
    return Math.round(performance.now() - since);
  };
  const first = await turn();
  const again = await turn();
  stage.note(
    `200 live segments: first counted in ${first} ms; all counted again, nobody having moved, in ${again} ms.`,
  );
  console.log(first, again);
}

if (import.meta.main) await onStage([benchmark]);
