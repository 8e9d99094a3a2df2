import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { eventsOf, type Frame, framed, givenUpNumbers, int, limits } from '#src/customers/frame/index.ts';
import type { Standing, StandingAsk } from './ask.ts';

interface Counts {
  readonly active: number | string;
  readonly fresh: number | string;
  readonly back: number | string;
  readonly leaving: number | string;
  readonly active_before: number | string;
  readonly fresh_before: number | string;
  readonly back_before: number | string;
  readonly leaving_before: number | string;
}

/** How the base stands: who is active, new, back and leaving in the last days, and in as many before them. */
export async function standingOf(
  context: Context,
  { days }: z.output<typeof StandingAsk>,
): Promise<Standing> {
  const frame = await framed(context, { people: [], includeMarked: false });
  const today = frame.known.lastBegun;
  const counted = frame.unit === 'account' ? accounts(frame, days) : customers(frame, days);
  const [row] = await context.warehouse.rows(counted, limits(context));
  const stretch = (ago: number, suffix: '' | '_before') => ({
    from: dateText(today - ago - days + 1),
    to: dateText(today - ago),
    active: Number(row?.[`active${suffix}`] ?? 0),
    new: Number(row?.[`fresh${suffix}`] ?? 0),
    back: Number(row?.[`back${suffix}`] ?? 0),
    leaving: Number(row?.[`leaving${suffix}`] ?? 0),
  });
  return { unit: frame.unit, current: stretch(0, ''), previous: stretch(days, '_before') };
}

/** The first days of the last stretch, of the one before, and of the one before that. */
const bordersOf = ({ known }: Frame, days: number, told: (day: number) => Sql): readonly [Sql, Sql, Sql] => {
  const first = (part: number) => told(known.lastBegun - part * days + 1);
  return [first(1), first(2), first(3)];
};

/** From the sets of each day. Grain: one row. */
function customers(frame: Frame, days: number): Sql<Counts> {
  const [first, second, third] = bordersOf(frame, days, (day) => sql`${typed('Date32', dateText(day))}`);
  const within = (test: Sql) =>
    sql`bitmapAndnot(groupBitmapMergeStateIf(customers, ${test}), ${givenUpNumbers})`;
  return sql<Counts>`
    select bitmapCardinality(one) as active, bitmapAndnotCardinality(bitmapAndnot(one, two), bitmapOr(three, past)) as fresh,
      bitmapAndCardinality(bitmapAndnot(one, two), bitmapOr(three, past)) as back,
      bitmapAndnotCardinality(two, one) as leaving,
      bitmapCardinality(two) as active_before, bitmapAndnotCardinality(bitmapAndnot(two, three), past) as fresh_before,
      bitmapAndCardinality(bitmapAndnot(two, three), past) as back_before,
      bitmapAndnotCardinality(three, two) as leaving_before
    from (
      select ${within(sql`day >= ${first}`)} as one, ${within(sql`day >= ${second} and day < ${first}`)} as two,
        ${within(sql`day >= ${third} and day < ${second}`)} as three, ${within(sql`day < ${third}`)} as past
      from (
        select day, customers
        from ${scoped('event_days')}
        where layout = ${typed('UInt32', frame.layout)}
          and event = ''
          and day <= ${typed('Date32', dateText(frame.known.lastBegun))}
      )
    )`;
}

/** From events, as an account is told by the event or by the person. Grain: one row. */
function accounts(frame: Frame, days: number): Sql<Counts> {
  const [first, second, third] = bordersOf(frame, days, (day) => sql`${int(day)}`);
  return sql<Counts>`
    select countIf(one) as active, countIf(one and not two and not three and not past) as fresh,
      countIf(one and not two and (three or past)) as back, countIf(two and not one) as leaving,
      countIf(two) as active_before, countIf(two and not three and not past) as fresh_before,
      countIf(two and not three and past) as back_before, countIf(three and not two) as leaving_before
    from (
      select unit, max(day >= ${first}) as one, max(day >= ${second} and day < ${first}) as two,
        max(day >= ${third} and day < ${second}) as three, max(day < ${third}) as past
      from ${eventsOf(frame, [null])}
      group by unit
    )`;
}
