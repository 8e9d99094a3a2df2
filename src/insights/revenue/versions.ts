import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { timesAYear } from '#src/customers/contracts/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { inGroups } from './apart.ts';
import { dayShift, daysApart, mostBooks, never } from './keys.ts';
import type { Scope } from './scope.ts';
import { knownVersions, named } from './whose.ts';

/** Amounts are kept for a year: a month's are a twelfth. */
const perYear = sql`transform(toInt8(period), ${typed('Array(Int8)', [1, 2, 3, 4, 5, 6])},
        ${typed('Array(Int32)', Object.values(timesAYear))}, toInt32(0))`;

/** An instant's local day; what lies at or after asOf is not known, what is not told never comes. */
const day = ({ frame }: Scope, at: Sql): Sql =>
  sql`if(ifNull(${at} < ${new Date(frame.asOf)}, false), toInt32(toDate32(assumeNotNull(${at}), ${frame.zone})), ${int(never)})`;

/** When a version's contract is lost. */
const lostAt = ({ counting }: Scope): Sql =>
  ({
    ended: sql`ends_at`,
    scheduled: sql`if(cancelled_at is null or ends_at is null, ifNull(cancelled_at, ends_at), least(cancelled_at, ends_at))`,
    paid: sql`if(ends_at is null or paid_through is null, ends_at, greatest(ends_at, paid_through))`,
  })[counting.ends];

/**
 * From which local day until which each version's terms hold, and what they say: holder_kind, holder, book, since, until,
 * opens, closes, pause, resume, discount_until (days), amount_discounted, amount_full (for a year, in smallest units).
 *
 * A version holds from its effective day, and one that says an end at the latest from that end, until a later one does:
 * what was recorded last is right about all that follows its effective day.
 *
 * Grain: a version; some million.
 */
const reigns = (scope: Scope): Sql => {
  const { counting } = scope;
  const on = (at: Sql) => day(scope, at);
  const pastDue =
    counting.pastDueDays === null
      ? sql`${int(never)}`
      : sql`least(${on(sql`past_due_since`)} + ${int(counting.pastDueDays)}, ${int(never)})`;
  const opens = counting.trials ? sql`starts_at` : sql`greatest(starts_at, ifNull(trial_ends_at, starts_at))`;
  return sql`
    select holder_kind, holder, currency, ${bookOf(scope)} as book,
      least(${on(sql`effective_at`)}, ${on(lostAt(scope))}) as since,
      min(since) over (
        partition by holder_kind, holder, contract
        order by version desc
        rows between unbounded preceding and 1 preceding
      ) as later,
      row_number() over (partition by holder_kind, holder, contract order by version desc) as place,
      if(place = 1, ${int(never)}, later) as until,
      ${on(opens)} as opens,
      least(${on(lostAt(scope))}, ${pastDue}) as closes,
      ${counting.paused ? int(never) : on(sql`paused_at`)} as pause,
      ${on(sql`resumes_at`)} as resume,
      ${discountUntil(scope)} as discount_until,
      toInt128(price) * ${perYear} as amount_full,
      greatest(toInt128(price) - ifNull(discount, 0), 0) * ${perYear} as amount_discounted
    from (${knownVersions(scope)})`;
};

const discountUntil = (scope: Scope): Sql => {
  if (scope.counting.discounts === 'none') return sql`${int(-never)}`;
  const open = sql`discount_ends_at is null`;
  if (scope.counting.discounts === 'forever') return sql`if(${open}, ${int(never)}, ${int(-never)})`;
  return sql`if(${open}, ${int(never)}, ${day(scope, sql`discount_ends_at`)})`;
};

/** Which book a version's amounts stand in, from 1 on (the first of its holder's groups'); 0 for those that are not counted. */
const bookOf = ({ terms, by }: Scope): Sql => {
  const names = terms.map(({ currency, offer }) => (by === 'offer' ? `${currency} ${offer}` : currency));
  const places = terms.map(({ book }) => book + 1);
  const name = by === 'offer' ? sql`concat(currency, ' ', offer)` : sql`toString(currency)`;
  return sql`transform(${name}, ${typed('Array(String)', names)}, ${typed('Array(UInt16)', places)}, toUInt16(0))`;
};

/**
 * What each version adds and takes: rows (who, key, keys, amounts, lives), an entry for each day on which it changes
 * something. Amounts are for a year in smallest units, or where they are turned into one currency in `unitsOf` of it.
 *
 * Grain: a version that counts; up to eight entries each.
 */
export const deltas = (scope: Scope): Sql => {
  const isCounted = scope.counting.free ? sql`part.1 < part.2` : sql`part.1 < part.2 and part.3 > 0`;
  const last = int(scope.frame.known.lastBegun);
  const keyOf = sql`(toInt64(entry.1 + ${int(dayShift)}) * ${int(mostBooks)} + book - 1)`;
  return sql`
    select who, key,
      arrayMap(entry -> ${keyOf}, entries) as keys,
      arrayMap(entry -> ${amountOf(scope, sql`entry`)}, entries) as amounts,
      arrayMap(entry -> entry.3, entries) as lives
    from (
      select who, key, book, currency,
        greatest(since, opens) as low, least(until, closes) as high, least(high, pause) as rest,
        if(pause = ${int(never)}, ${int(never)}, greatest(low, pause, resume)) as again,
        arrayFilter(part -> ${isCounted}, [
          (low, least(rest, discount_until), amount_discounted), (greatest(low, discount_until), rest, amount_full),
          (again, least(high, discount_until), amount_discounted), (greatest(again, discount_until), high, amount_full)
        ]) as parts,
        arrayFilter(entry -> entry.1 <= ${last}, arrayConcat(
          arrayMap(part -> (part.1, part.3, toInt64(1)), parts),
          arrayMap(part -> (part.2, negate(part.3), toInt64(-1)), parts))) as entries
      from (${standing(scope, reigns(scope))})
      where book != 0
        and amount_full is not null
        and notEmpty(entries)
    )`;
};

/** Whose each row is, in the book of their holder's group where holders are told apart. */
const standing = (scope: Scope, rows: Sql): Sql =>
  typeof scope.by === 'string'
    ? named(scope, rows)
    : inGroups(scope, scope.by, scope.groups, named(scope, rows));

/** Turned into another currency: what a day has no rate for is 0 here, and the whole period is told as unknown. */
const amountOf = ({ conversion }: Scope, entry: Sql): Sql => {
  if (conversion === null) return sql`${entry}.2`;
  const { currencies, shifts, days, parts } = conversion;
  const names = typed('Array(String)', currencies);
  const shift = sql`transform(toString(currency), ${names}, ${typed('Array(Int64)', shifts)}, toInt64(0))`;
  const at = sql`toInt64(indexOf(${names}, toString(currency))) * ${typed('Int64', daysApart)} + ${entry}.1`;
  const rate = sql`transform(${at}, ${typed('Array(Int64)', days)}, ${typed('Array(Int64)', parts)}, toInt64(0))`;
  return sql`${entry}.2 * ${shift} * ${rate}`;
};
