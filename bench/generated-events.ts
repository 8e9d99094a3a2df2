// Events for the benchmarks of insights, made inside the engine and let in through the door: the same ones every time.
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/index.ts';

const u64 = (value: number) => typed('UInt64', value);

/** How many different (customer, day, name): above, each is done several times that day, one soon after the other. */
const distinct = 20_000_000;
export const customers = 500_000;

/** A number in 0–1 that depends on n alone. */
const chance = (salt: number): Sql => sql`((sipHash64(n, ${u64(salt)}) % 1000000007) / 1000000007)`;

/**
 * Events n: some customers do much more than others, some names are much more frequent, a customer is active from
 * the day of joining on and less and less. One event in two hundred is internal or bot traffic.
 */
const eventsFrom = (first: number, count: number, each: number): Sql => sql`
  with intDiv(number, ${u64(each)}) as n,
    toUInt32(1 + floor(${u64(customers - 1)} * pow(${chance(1)}, 1.7))) as who,
    sipHash64(who, 9) % 300 as joined,
    toUInt32(joined + floor((365 - joined) * pow(${chance(2)}, 1.5))) as on_day,
    toUInt32((sipHash64(n, 3) + number % ${u64(each)} * 919) % 86400) as second,
    toDateTime64('2024-01-01 00:00:00', 3, 'Europe/Paris') + toIntervalDay(on_day) + toIntervalSecond(least(second, 80000)) as told
  select 1 as workspace_id, 1 as layout, 'new' as stage,
    concat('event ', toString(toUInt32(floor(200 * pow(${chance(4)}, 2.5))))) as event,
    who as customer, toTimeZone(told, 'UTC') as time, toDate32(told, 'Europe/Paris') as day,
    toString(number) as message_id, 'track' as type, concat('user-', toString(who)) as user_id, '' as anonymous_id,
    '' as group_id, 1 as source,
    multiIf(sipHash64(n, 5) % 400 = 0, 'bot', sipHash64(n, 5) % 400 = 1, 'internal', 'customer') as traffic,
    concat('{"amount":', toString((sipHash64(n, 6) % 10000) / 100), ',"channel":"c', toString(sipHash64(n, 7) % 20), '"}') as properties,
    '' as traits, '{}' as context, time as original_time, null as sent_at, time as received_at, '' as time_flag,
    false as made_id, 1 as batch, number % 4194304 as position
  from numbers(${u64(first)}, ${u64(count)})`;

const step = 500_000;

/** Fills the workspace through the door, and gives everybody one of 20 plans. */
export async function generate(
  warehouse: Warehouse,
  events: number,
  say: (done: number) => void,
): Promise<void> {
  const each = Math.max(1, Math.ceil(events / distinct));
  for (let first = 0; first < events; first += step) {
    await warehouse.run(
      sql`insert into door (workspace_id, layout, stage, event, customer, time, day, message_id, type, user_id, anonymous_id,
        group_id, source, traffic, properties, traits, context, original_time, sent_at, received_at, time_flag, made_id, batch, position)
        ${eventsFrom(first, Math.min(step, events - first), each)}`,
      {
        seconds: 600,
        memory: 8 * 2 ** 30,
        settings: { max_block_size: step, min_insert_block_size_rows: step },
      },
    );
    if ((first / step) % 10 === 0) say(first);
  }
  await warehouse.run(sql`
    insert into trait_changes (workspace_id, trait, customer, time, message_id, value, once)
    select 1, 'plan', number + 1, toDateTime64('2024-01-01 00:00:00', 3, 'UTC'), toString(number),
      concat('plan ', toString(sipHash64(number) % 20)), false
    from numbers(${u64(customers)})`);
}
