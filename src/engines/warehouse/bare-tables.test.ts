import { expect, it } from 'vitest';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { refuseBareTables } from './bare-tables.ts';

const tables = new Set(['events', 'customer_events', 'retired', 'event_days']);
const check = (query: Sql) => () => refuseBareTables(query, tables);
const text = (written: string): Sql => ({ kind: 'sql', parts: [{ text: written }] });

it.each([
  'select count() from events',
  'SELECT count() FROM\n events',
  'select 1 from `events`',
  'select 1 from "events" as e',
  'select 1 from default.events',
  'select 1 from `default`.`events`',
  'select 1 from /* all */ events',
  'select 1 from numbers(3) as n, events',
  'select 1 from numbers(3) as n, (select 1) as x, events as e',
  'select 1 from numbers(3) as n join events on true',
  'select 1 from numbers(3) as n any left join events using customer',
  'select 1 from numbers(3) as n asof left join events as e on e.customer = n.number',
  'select 1 from numbers(3) as n cross join events',
  'select (select count() from events)',
  'select 1 where 1 in (select customer from retired)',
  'select 1 where 1 in events',
  'select 1 where 1 global not in default.retired',
  'select 1 where exists (select 1 from events)',
  'with a as (select 1 from events) select * from a',
  'with events as (select 1) select * from events',
  'select 1 union all select 2 from events',
  'select 1 from (select * from (select * from events))',
  'select 1 from (from events select customer)',
  "select 1 from merge('default', '^events$')",
  "select 1 from remote('127.0.0.1', default, events)",
  "select 1 from file('/etc/passwd')",
  "select 1 from url('http://x')",
  'select 1 from system.tables',
  'select 1 from secrets',
  'select 1 from numbers(3) as n left array join [1] as a join events on true',
  'insert into events select 1',
  'drop table events',
  'describe events',
  'select 1; select 2 from events',
  "select '\\' from (select 1) where ' from events --",
])('is refused: %s', (written) => {
  expect(check(text(written))).toThrow();
});

it('refuses a table whose name is bound as a value', () => {
  expect(check(sql`select 1 from ${typed('Identifier', 'events')}`)).toThrow(/scoped/);
});

it('refuses a value inside quotes, where it would be text', () => {
  const spliced: Sql = { kind: 'sql', parts: [{ text: "select '" }, { value: 'x' }, { text: "'" }] };
  expect(check(spliced)).toThrow(/inside quotes/);
});

it('refuses a text that carries the marks of scoped tables itself', () => {
  expect(check(text('select 1 from \ue000'))).toThrow(/marks/);
});

it.each([
  sql`select sum(events) as events from ${scoped('customer_events')} where events > 3`,
  sql`select event from ${scoped('events')} as e any left join ${scoped('retired')} as r on e.customer = r.customer`,
  sql`select 1 from ${scoped('events')} as a, ${scoped('events')} as b, numbers(${3}) as n where a.customer = b.customer`,
  sql`with days as (select day from ${scoped('event_days')}), late as (select * from days) select * from late join days using day`,
  sql`select extract(year from time) as year, trim(both ' ' from event) from ${scoped('events')}`,
  sql`select a is distinct from b from (select 1 as a, 2 as b)`,
  sql`select customer from ${scoped('events')} where customer in (select customer from ${scoped('retired')})`,
  sql`select event from ${scoped('events')} where event in ${['a', 'events']} and event not in ('retired')`,
  sql`select pair.1 from ${scoped('events')} array join [(1, 2)] as pair, [3] as other`,
  sql`select 'from events' as a, "b" from (select 1 as b) -- from events`,
  sql`select arrayJoin([1]) as events, customer as retired from (select 1 as customer) order by events, retired`,
  sql`explain select 1 from ${scoped('events')}`,
])('lets honest queries through (%#)', (query) => {
  expect(check(query)).not.toThrow();
});
