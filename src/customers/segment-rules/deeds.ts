import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { bearsName, type EventMatch, passesTests, propertyNumber } from '#src/customers/event-match/index.ts';
import {
  bitmapDays,
  type Days,
  eventRows,
  eventsOf,
  hasBitmaps,
  moment,
} from '#src/customers/frame/index.ts';
import type { DidCondition, SequenceCondition, WhenCondition } from './ask.ts';
import { afterIt, beforeIt, type Stretch, stretchOf } from './moment.ts';
import { but, type Judging, nobodyOf, type People } from './people.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Those who did something so often, or so much, in some time. */
export function whoDid(judging: Judging, { match, amount, window }: DidCondition): People {
  const stretch = stretchOf(window, judging.frame);
  if (amount.kind === 'quantity') {
    const enough = reaching(judging, match, stretch, sumOf(amount.property, amount.quantity));
    // Who never did it has nothing, which is less, or enough where less than nothing is.
    if (amount.how === 'less')
      return amount.quantity > 0 ? but(judging, enough) : below(judging, match, stretch, amount);
    return amount.quantity > 0 ? enough : but(judging, below(judging, match, stretch, amount));
  }
  const { how, times } = amount;
  if (how === 'at_most') return but(judging, atLeast(judging, match, stretch, times + 1));
  if (how === 'at_least') return times === 0 ? judging.everyone : atLeast(judging, match, stretch, times);
  if (times === 0) return but(judging, atLeast(judging, match, stretch, 1));
  return reaching(judging, match, stretch, sql`count() = ${typed('UInt64', times)}`);
}

/** Those whose first, or last, time lies in some time: they did it then, and not before, or not after. */
export function whoFirstOrLast(judging: Judging, { which, match, window }: WhenCondition): People {
  const stretch = stretchOf(window, judging.frame);
  const then = atLeast(judging, match, stretch, 1);
  const other = which === 'first' ? beforeIt(stretch) : afterIt(stretch);
  return other === null ? then : sql`bitmapAndnot(${then}, ${atLeast(judging, match, other, 1)})`;
}

function atLeast(judging: Judging, match: EventMatch, stretch: Stretch, times: number): People {
  const { frame, cut } = judging;
  if (isNever(stretch)) return nobodyOf(frame.unit);
  const byDay = stretch.since === undefined && stretch.before === undefined;
  if (times === 1 && byDay && hasBitmaps(frame, match)) {
    return sql`(select groupBitmapMergeState(customers) from ${bitmapDays(frame, match, stretch, cut)})`;
  }
  return reaching(judging, match, stretch, sql`count() >= ${typed('UInt64', times)}`);
}

const isNever = ({ from, to }: Stretch): boolean => from !== undefined && to !== undefined && from > to;

const sumOf = (property: string, quantity: number): Sql =>
  sql`sum(ifNull(${propertyNumber(property)}, toDecimal128(0, 6))) >= ${typed('Decimal(38, 6)', quantity.toFixed(6))}`;

function below(
  judging: Judging,
  match: EventMatch,
  stretch: Stretch,
  { property, quantity }: { readonly property: string; readonly quantity: number },
): People {
  return reaching(judging, match, stretch, sql`not (${sumOf(property, quantity)})`);
}

/** Those of whose events in a stretch something holds. */
function reaching({ frame }: Judging, match: EventMatch, stretch: Stretch, holds: Sql): People {
  return sql`(
      select groupBitmapState(unit)
      from (
        select unit
        from ${eventRows(frame, match, daysOf(stretch))}
        where ${inInstants(stretch)}
        group by unit
        having ${holds}
      )
    )`;
}

/** Days among which a stretch is looked for: one more on either side of an instant. */
function daysOf({ from, to, since, before }: Stretch): Days {
  const first = since === undefined ? from : Math.floor(since / dayMs) - 1;
  const last = before === undefined ? to : Math.floor(before / dayMs) + 1;
  return { ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) };
}

function inInstants({ since, before }: Stretch): Sql {
  const from = since === undefined ? sql`true` : sql`time >= ${new Date(since)}`;
  return before === undefined ? from : sql`${from} and time < ${new Date(before)}`;
}

/**
 * Those who did one thing after another. Of each way that got so far the one that began latest is kept: whoever can go
 * all the way in time, does. At one instant what arrived first comes first.
 */
export function whoInOrder({ frame }: Judging, { steps, within, window }: SequenceCondition): People {
  const stretch = stretchOf(window, frame);
  if (isNever(stretch)) return nobodyOf(frame.unit);
  const reach = typed('Int64', within.amount * (within.unit === 'hours' ? hourMs : dayMs));
  const flags = steps.reduce<Sql>(
    (sum, step, at) =>
      sql`${sum} + if(${bearsName(step)} and ${passesTests(step)}, ${typed('UInt8', 2 ** at)}, 0)`,
    sql`toUInt8(0)`,
  );
  const length = typed('UInt8', steps.length);
  const names = steps.map(({ event }) => event);
  return sql`(
      select groupBitmapState(unit)
      from (
        select unit, arraySort(groupArray((toInt64(${moment}), arrival, message_id, flags))) as told
        from (
          select unit, day, time, arrival, message_id, toUInt8(${flags}) as flags
          from ${eventsOf(frame, names, daysOf(stretch))}
        )
        where flags != 0
          and ${inInstants(stretch)}
          and ${inDays(stretch)}
        group by unit
        having arrayFold(
          (begun, one) -> arrayMap(
            step -> multiIf(
              not bitTest(one.4, step - 1), begun[step],
              step = 1, one.1,
              begun[step - 1] >= 0 and one.1 - begun[step - 1] <= ${reach}, greatest(begun[step], begun[step - 1]),
              begun[step]),
            range(1, toUInt8(${length} + 1))),
          told, arrayWithConstant(${length}, toInt64(-1)))[${length}] >= 0
      )
    )`;
}

function inDays({ from, to }: Stretch): Sql {
  const since = from === undefined ? sql`true` : sql`day >= ${typed('Int32', from)}`;
  return to === undefined ? since : sql`${since} and day <= ${typed('Int32', to)}`;
}
