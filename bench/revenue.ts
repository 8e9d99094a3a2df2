// Movements of recurring revenue over a million contract changes, beside plain window functions in ClickHouse and PostgreSQL.
// node bench/revenue.ts [--changes 1m] [--repeats 5]   results: bench/results/revenue.md
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { handClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { type Movements, moves, operations as revenue } from '#src/insights/revenue/index.ts';
import { operations as retention } from '#src/insights/revenue-retention/index.ts';
import { asking, paperWorkspace, run } from '../test/asking.ts';

const { values: told } = parseArgs({
  options: { changes: { type: 'string', default: '1m' }, repeats: { type: 'string', default: '5' } },
});
const changes = Number(told.changes.replace(/m$/i, '')) * (/m$/i.test(told.changes) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const range = { from: '2023-01-01', to: '2024-12-31' };

/** Four versions of a contract, a holder in two contracts or one; prices change, a discount comes and goes, two in three end. */
const made = (count: number): Sql => sql`
  insert into contract_versions (workspace_id, holder_kind, holder, contract, version, offer, starts_at, ends_at, price,
    currency, period, discount, effective_at, recorded_at, stamp)
  with intDiv(number, 4) as c, number % 4 as v
  select 1, 'customer', concat('u', toString(c % ${typed('UInt64', Math.round(count / 6))})), concat('c', toString(c)), v + 1,
    concat('offer ', toString(c % 8)),
    toDateTime64('2021-01-01 12:00:00', 3, 'UTC') + toIntervalDay(c * 7919 % 1000) as starts_at,
    if(v = 3 and c % 3 != 0, effective_at, null) as ends_at,
    1000 + (c * 31 + v * 1777) % 9000 as price, 'EUR', if(c % 3 = 0, 'year', 'month') as period, if(v = 1, 200, null) as discount,
    starts_at + toIntervalDay(v * 90 + if(v = 0, 0, (c * 13 + v * 29) % 80)) as effective_at,
    effective_at as recorded_at, 1
  from numbers(${typed('UInt64', count)})`;

/** What a version is worth a year, and from which local day on; the same text for both engines but for their casts. */
const worth = `if_ended(ends_at, (price - coalesce(discount, 0)) * times(period))`;

/** Months with the five movements, by window functions alone: no trials, pauses, past-due, renewal gaps or late versions. */
const plain = (dialect: { day: string; month: string; table: string; worth: string; line: string }) => `
  with worth as (
    select holder, contract, version, ${dialect.day} as day, ${dialect.worth} as amount
    from ${dialect.table}
  ), deltas as (
    select holder, day, amount - lag(amount, 1, 0) over (partition by contract order by version) as change,
      case when amount > 0 then 1 else 0 end
        - lag(case when amount > 0 then 1 else 0 end, 1, 0) over (partition by contract order by version) as live
    from worth
  ), days as (
    select holder, day, sum(change) as amount, sum(live) as live
    from deltas
    group by holder, day
  ), held as (
    select holder, day, amount, live, sum(live) over (partition by holder order by day) as after,
      min(day) over (partition by holder) as first
    from days
  ), moved as (
    select ${dialect.month} as month, amount,
      case when after > 0 and after - live = 0 and day = first then 1
        when after > 0 and after - live = 0 then 5
        when after = 0 and after - live > 0 then 4
        when amount > 0 then 2
        else 3 end as kind
    from held
    where amount <> 0
  )
  select ${dialect.line} as line
  from (
    select month, sum(case when kind = 1 then amount else 0 end) as a, sum(case when kind = 2 then amount else 0 end) as b,
      sum(case when kind = 3 then amount else 0 end) as c, sum(case when kind = 4 then amount else 0 end) as d,
      sum(case when kind = 5 then amount else 0 end) as e
    from moved
    where month between '2023-01-01' and '2024-12-01'
    group by month
  ) as sums
  order by line`;

const inClickHouse = plain({
  day: `toDate(effective_at, 'Europe/Paris')`,
  month: 'toString(toStartOfMonth(day))',
  table: '(select * from contract_versions final where workspace_id = 1)',
  worth: worth
    .replace('if_ended(ends_at, ', 'if(ends_at is not null, 0, ')
    .replace('times(period)', `if(period = 'year', 1, 12)`)
    .replace('price -', 'toInt64(price) -'),
  line: `concat(month, ' ', toString(a), ' ', toString(b), ' ', toString(c), ' ', toString(d), ' ', toString(e))`,
});

const inPostgres = plain({
  day: `(effective_at at time zone 'Europe/Paris')::date`,
  month: `to_char(date_trunc('month', day), 'YYYY-MM-DD')`,
  table: 'plain_versions',
  worth: worth
    .replace('if_ended(ends_at, ', '(case when ends_at is not null then 0 else ')
    .replace('times(period))', `(case when period = 'year' then 1 else 12 end) end)`),
  line: `concat(month, ' ', a, ' ', b, ' ', c, ' ', d, ' ', e)`,
});

const text = (statement: string): Sql<{ line: string }> => ({ kind: 'sql', parts: [{ text: statement }] }); // our own

const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-revenue-'));
const records = await openEmbeddedPostgres({ folder });
const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
try {
  await migrate({ records, warehouse });
  await filled();
  const context = asking(
    { warehouse, records, clock: handClock(Date.parse('2025-02-01T00:00:00Z')) },
    paperWorkspace(1),
  );
  const lines: string[] = [];
  const measure = async (
    title: string,
    ways: Readonly<Record<string, () => Promise<string | undefined>>>,
  ) => {
    const line = await inTurn(title, ways);
    console.log(line);
    lines.push(line);
  };
  const ask = (wishes: object = {}) => ({ ...range, ...wishes });
  await measure('movements by month, two years (no renewal gap)', {
    ours: async () =>
      linesOf(await run<Movements>(revenue, context, 'revenue.movements', ask({ counting: { gapDays: 0 } }))),
    clickhouse: async () =>
      compared(await warehouse.rows(text(inClickHouse), { seconds: 300, memory: 8 * 2 ** 30 })),
    postgres: async () => compared(await records.rows(text(inPostgres))),
  });
  const measured = (title: string, ops: readonly unknown[], name: string, wishes: object = {}) =>
    measure(title, {
      ours: async () => {
        await run(ops, context, name, ask(wishes));
        return undefined;
      },
    });
  await measured('movements by month, as asked by default', revenue, 'revenue.movements');
  await measured('movements by day, two years', revenue, 'revenue.movements', { period: 'day' });
  await measured('movements by month and offer (8)', revenue, 'revenue.movements', { by: 'offer' });
  await measured('churn by month, like Stripe', revenue, 'revenue.churn', { preset: 'stripe' });
  await measured('NRR and GRR, 24 months, each over a year', retention, 'revenue.retention', {
    over: 'year',
  });
  await measured('cohorts by month', retention, 'revenue.cohorts');
  await measured('upsell and cross-sell', retention, 'revenue.upsell');
  await measure('the people who left in a month (100 of them, and how many)', {
    ours: async () => {
      const ask = { ...range, period: 'month' };
      const book = { currency: 'EUR', offer: null };
      const behind = { of: 'movements', ask, book, period: '2023-06-01', which: 'churn' };
      await run(revenue, context, 'revenue.people', { behind });
      return undefined;
    },
  });
  writeFileSync(join(import.meta.dirname, 'results', 'revenue.md'), reportOf(lines));
} finally {
  await warehouse.close();
  await records.close();
  rmSync(folder, { recursive: true, force: true });
}

async function filled(): Promise<void> {
  await warehouse.run(made(changes));
  await warehouse.run(sql`
    insert into people_ids
    select 1, concat('u', toString(number)), toUInt32(number + 1), 1
    from numbers(${typed('UInt64', Math.round(changes / 6))})`);
  await records.run(sql`
    create table plain_versions (holder text, contract text, version integer, ends_at timestamptz, price bigint,
      period text, discount bigint, effective_at timestamptz)`);
  let batch: object[] = [];
  const flush = async () => {
    await records.run(sql`
      insert into plain_versions
      select *
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as given (holder text, contract text, version integer,
        ends_at timestamptz, price bigint, period text, discount bigint, effective_at timestamptz)`);
    batch = [];
  };
  for await (const row of warehouse.stream<object>(sql`
    select holder, contract, version, toString(ends_at, 'UTC') || '+00' as ends_at, price, toString(period) as period, discount,
      toString(effective_at, 'UTC') || '+00' as effective_at
    from contract_versions
    where workspace_id = 1`)) {
    batch.push(row);
    if (batch.length >= 50_000) await flush();
  }
  if (batch.length > 0) await flush();
  await records.run(sql`create index plain_versions_by_contract on plain_versions (contract, version)`);
  await records.run(sql`analyze plain_versions`);
}

/** Our answer in the peers' words, without the months in which nothing moved. */
function linesOf({ books }: Movements): string {
  const lines = (books[0]?.rows ?? []).flatMap((row) => {
    const told = moves.map((move) => {
      const { amount } = row[move];
      return amount.known ? amount.value : Number.NaN;
    });
    return told.every((one) => one === 0) ? [] : [`${row.period} ${told.join(' ')}`];
  });
  return lines.sort().join('\n');
}

/** What a peer says, in smallest units a month, each rounded for itself. */
function compared(rows: readonly { line: string }[]): string {
  const lines = rows.map(({ line }) => {
    const [month, ...amounts] = line.split(' ');
    return `${month} ${amounts.map((amount) => Math.round(Number(amount) / 12)).join(' ')}`;
  });
  return lines.join('\n');
}

/** Asks each way in turn, round by round; the first round only warms. Peers are asked three times. */
async function inTurn(
  title: string,
  ways: Readonly<Record<string, () => Promise<string | undefined>>>,
): Promise<string> {
  const spent = new Map<string, { ms: number[]; answer: string | undefined }>();
  for (let round = 0; round <= repeats; round += 1) {
    for (const [name, ask] of Object.entries(ways)) {
      if (name !== 'ours' && round > 3) continue;
      const own = spent.get(name) ?? { ms: [], answer: undefined };
      spent.set(name, own);
      const begun = performance.now();
      own.answer = await ask();
      if (round > 0) own.ms.push(performance.now() - begun);
    }
  }
  const cells = ['ours', 'clickhouse', 'postgres'].map((name) => {
    const ms = spent.get(name)?.ms.toSorted((a, b) => a - b);
    return ms === undefined
      ? '–'
      : [ms[0], ms[ms.length >> 1], ms.at(-1)].map((one) => Math.round(one ?? 0)).join(' / ');
  });
  const answers = [...spent.values()].flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const same =
    answers.length < 2 ? '–' : answers.every((one) => isSame(one, answers[0] ?? '')) ? 'yes' : '**no**';
  return `| ${[title, ...cells, same].join(' | ')} |`;
}

/** Equal but for one smallest unit: shown parts are made to add up, the peers' are rounded each for itself. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one.split(/[ \n]/), other.split(/[ \n]/)];
  return (
    a.length === b.length &&
    a.every((part, at) => part === b[at] || Math.abs(Number(part) - Number(b[at])) <= 1)
  );
}

function reportOf(lines: readonly string[]): string {
  return `# Recurring revenue: ${changes / 1e6} million contract changes, ${Math.round(changes / 6000)} thousand holders, 24 months

Milliseconds, min / median / max of ${repeats} warm rounds (3 for the others), asked in turn in one run. Ours is the whole answer as
the operation gives it, with lists of offers, people counted and words; the others are one statement of window functions for the
five movements alone, which know no trials, pauses, unpaid contracts, renewal gaps, late versions, lists or currencies.

${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| question | ours | ClickHouse, window functions | PostgreSQL, window functions | same numbers |
|---|---|---|---|---|
${lines.join('\n')}
`;
}
