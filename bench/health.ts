// Health of 5,000 accounts by 12 dimensions over 20 million events, beside one plain statement per dimension.
// node bench/health.ts [--events 20m] [--repeats 7]   results: bench/results/health.md
import { sql } from '#src/basics/sql.ts';
import { type Board, operations } from '#src/insights/health/index.ts';
import { run } from '../test/asking.ts';
import { type Benchmark, onStage, type Stage } from './stage.ts';

const accounts = 5_000;
const asked = { unit: 'account', asOf: '2024-12-31T00:00:00Z' } as const;
const event = (n: number) => ({ event: `event ${n}` });
const bounds = { green: 0.5, yellow: 0.2 };
const lower = { better: 'lower', green: 10, yellow: 30 };

/** Twelve dimensions of each kind that events tell. */
const dimensions = [
  { key: 'breadth', measure: { kind: 'breadth' }, ...bounds },
  { key: 'breadth-3', measure: { kind: 'breadth', active: event(3) }, days: 60, ...bounds },
  { key: 'breadth-7', measure: { kind: 'breadth', active: event(7) }, days: 90, ...bounds },
  { key: 'reach', measure: { kind: 'reach', match: event(2), property: 'channel' }, green: 10, yellow: 5 },
  {
    key: 'reach-5',
    measure: { kind: 'reach', match: event(5), property: 'channel' },
    days: 60,
    green: 10,
    yellow: 5,
  },
  { key: 'count', measure: { kind: 'amount', of: event(1) }, green: 10, yellow: 5 },
  { key: 'count-4', measure: { kind: 'amount', of: event(4) }, judges: 'change', green: -0.1, yellow: -0.3 },
  { key: 'sum', measure: { kind: 'amount', of: event(6), property: 'amount' }, green: 500, yellow: 100 },
  {
    key: 'sum-9',
    measure: { kind: 'amount', of: event(9), property: 'amount' },
    days: 90,
    green: 500,
    yellow: 100,
  },
  { key: 'since', measure: { kind: 'since', of: event(8) }, ...lower },
  { key: 'since-12', measure: { kind: 'since', of: event(12) }, ...lower },
  {
    key: 'tickets',
    measure: { kind: 'tickets', match: event(20) },
    better: 'lower',
    green: 0.1,
    yellow: 0.5,
  },
];

/** Gives every customer an account from the first day on, and every account a contract of ten seats, once. */
async function agreed({ warehouse, records }: Stage): Promise<void> {
  const [found] = await warehouse.rows(
    sql<{ rows: string | number }>`select count() as rows from contract_versions`,
  );
  if (Number(found?.rows) > 0) return;
  await warehouse.run(sql`
    insert into memberships (workspace_id, customer, time, message_id, account)
    select 1, number + 1, toDateTime64('2023-12-01 00:00:00', 3, 'UTC'), toString(number), concat('account ', toString(number % ${accounts}))
    from numbers(500000)`);
  await warehouse.run(sql`
    insert into contract_versions (workspace_id, holder_kind, holder, contract, version, offer, starts_at, price, currency,
      period, seats, effective_at, recorded_at, stamp)
    select 1, 'account', concat('account ', toString(number)), toString(number), 1, 'pro', toDateTime64('2024-01-01 00:00:00', 3, 'UTC'),
      1000 * (1 + number % 97), 'EUR', 'month', 10, toDateTime64('2024-01-01 00:00:00', 3, 'UTC'),
      toDateTime64('2024-01-01 00:00:00', 3, 'UTC'), 1
    from numbers(${accounts})`);
  const template = JSON.stringify({ dimensions });
  await records.of(1).run(sql`
    insert into health_templates (workspace_id, unit, version, template, created_at, created_by)
    values (1, 'account', 1, ${template}::jsonb, '2024-01-01', 'bench')
    on conflict do nothing`);
}

/** Every event of an account's people in the last days, one statement for each dimension. */
const perAccount = (figure: string, named: string, days: number): string => `
  select sum(figure) as total
  from (
    select account, ${figure} as figure
    from (
      select if(e.group_id != '', e.group_id, m.account) as account, e.customer as customer, e.properties as properties
      from (
        select customer, time, group_id, properties
        from events
        where workspace_id = 1 and traffic = 'customer' and ${named}
          and time < toDateTime64('2024-12-31 00:00:00', 3, 'UTC')
          and time >= toDateTime64('2024-12-31 00:00:00', 3, 'UTC') - toIntervalDay(${days})
      ) as e
      asof left join (select customer, time, account from memberships where workspace_id = 1) as m
      on e.customer = m.customer and e.time >= m.time
    )
    where account != ''
    group by account
  )`;

interface Plain {
  readonly key: string;
  readonly statement: string;
}

/** The figures of now; what is held against the days before asks each twice. */
const plain: readonly Plain[] = [
  { key: 'breadth', statement: perAccount('uniqExact(customer)', 'true', 30) },
  { key: 'breadth-3', statement: perAccount('uniqExact(customer)', "event = 'event 3'", 60) },
  { key: 'breadth-7', statement: perAccount('uniqExact(customer)', "event = 'event 7'", 90) },
  {
    key: 'reach',
    statement: perAccount(
      "uniqExact(getSubcolumn(properties, 'channel')::Nullable(String))",
      "event = 'event 2'",
      30,
    ),
  },
  {
    key: 'reach-5',
    statement: perAccount(
      "uniqExact(getSubcolumn(properties, 'channel')::Nullable(String))",
      "event = 'event 5'",
      60,
    ),
  },
  { key: 'count', statement: perAccount('count()', "event = 'event 1'", 30) },
  { key: 'count-4', statement: perAccount('count()', "event = 'event 4'", 30) },
  {
    key: 'sum',
    statement: perAccount(
      "sum(toFloat64OrNull(getSubcolumn(properties, 'amount')::Nullable(String)))",
      "event = 'event 6'",
      30,
    ),
  },
  {
    key: 'sum-9',
    statement: perAccount(
      "sum(toFloat64OrNull(getSubcolumn(properties, 'amount')::Nullable(String)))",
      "event = 'event 9'",
      90,
    ),
  },
  { key: 'since', statement: perAccount('1', "event = 'event 8'", 400) },
  { key: 'since-12', statement: perAccount('1', "event = 'event 12'", 400) },
  { key: 'tickets', statement: perAccount('count()', "event = 'event 20'", 30) },
];

/** What both tell alike: active people of all accounts by the first dimension, and the count of the sixth. */
function alike(board: Board): string {
  const sum = (key: string, name: string) =>
    board.rows.reduce((all, { dimensions: own }) => {
      const part = own.find((one) => one.key === key)?.parts.find((one) => one.name === name);
      return all + (part?.now ?? 0);
    }, 0);
  return `${sum('breadth', 'active_people')} ${sum('count', 'amount')}`;
}

async function everyone(ask: () => Promise<Board>[]): Promise<Board> {
  const pages = await Promise.all(ask());
  const [first] = pages;
  if (first === undefined) throw new Error('no page');
  return { ...first, rows: pages.flatMap(({ rows }) => rows) };
}

export const benchmark: Benchmark = {
  name: 'health',
  title: 'Health of accounts',
  said: `${accounts} accounts of a hundred people, a contract each, 12 dimensions with the days before beside. The plain statements, in bench/health.ts, tell the figures of now alone.`,
  peers: ['a plain statement per dimension'],
  run: async (stage) => {
    await agreed(stage);
    const { at, beside, plain: rows } = stage;
    const asking = <T>(name: string, ask: object) => run<T>(operations, at(), name, { ...asked, ...ask });
    const first = await everyone(() =>
      [0, 1, 2, 3, 4].map((page) =>
        asking<Board>('health.board', { limit: 1000, cursor: String(page * 1000) }),
      ),
    );
    stage.note(
      `${first.total} accounts on the board; the whole of it tells ${alike(first)} active people and events of the first and sixth dimension, as the plain statements do: ${(await totals(rows)) === alike(first) ? 'yes' : '**no**'}.`,
    );
    await beside('the board: 100 rows, all colours and counts', {
      ours: async () => void (await asking<Board>('health.board', {})),
      'a plain statement per dimension': async () => {
        for (const { statement } of plain) await rows(statement);
      },
    });
    await beside('one account, 26 weeks, why it changed', {
      ours: async () => void (await asking('health.of', { holder: 'account 7' })),
    });
    await beside('preview of another template', {
      ours: async () => {
        const template = { dimensions: dimensions.map((one) => ({ ...one, weight: 2 })), green: 80 };
        await asking('health.preview', { template });
      },
    });
  },
};

async function totals(rows: Stage['plain']): Promise<string> {
  const of = async (key: string) => {
    const [row] = await rows(plain.find((one) => one.key === key)?.statement ?? '');
    return String(row?.total);
  };
  return `${await of('breadth')} ${await of('count')}`;
}

if (import.meta.main) await onStage([benchmark]);
