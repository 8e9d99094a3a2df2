import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { int } from '#src/customers/frame/index.ts';
import { partName } from './ask.ts';
import { dayShift, mostBooks, never } from './keys.ts';
import { partsIn, type Scope } from './scope.ts';
import { deltas } from './versions.ts';

/**
 * How each holder's recurring revenue moved, day by day and book by book: who, key, day, book, amount (for a year, in
 * smallest units), live, first_day, before and after (contracts that count, in all books, at the day's beginning and end),
 * place (1 for one row of a day), held (contracts that count in this book before the row), since (the day on which
 * what there is began), last_day (of the movement before), move.
 *
 * What happens on one day is one movement: an offer changed at noon is no end and no beginning. An end that is followed by
 * a beginning within the renewal gap is moved to the day of that beginning.
 *
 * new: nothing was ever there; reactivation: something was, and nothing is; churn: nothing is left; expansion and
 * contraction: something stays. Where books are told apart, whoever goes from one to another contracts here and expands there.
 *
 * Grain: (holder, day, book); at most as many as contract versions × 8, usually about as many.
 *
 * @param held count as held what is in the row's book, or in all books of its part
 */
export const movesOf = (scope: Scope, held: 'book' | 'part' = 'book'): Sql => sql`(
  select who, key, toInt32(intDiv(told.1, ${int(mostBooks)}) - ${int(dayShift)}) as day, told.1 % ${int(mostBooks)} as book,
    told.2 as amount, told.3 as live, told.4 as after, told.5 as before, told.6 as place, told.7 as held, first_day,
    told.8 - ${int(dayShift)} as since, told.9 - ${int(dayShift)} as last_day,
    multiIf(
      before = 0 and after > 0, if(day = first_day, 'new', 'reactivation'),
      before > 0 and after = 0, 'churn',
      amount > 0, 'expansion',
      amount < 0, 'contraction',
      ''
    ) as move
  from (
    select who, key, days[1] - ${int(dayShift)} as first_day,
      arrayJoin(arrayZip(keys, amounts, lives, after, before, is_begin, ${heldOf(scope, held)}, begun, last_days)) as told
    from (${ordered(entries(scope))})
  )
)`;

/**
 * What each holder's recurring revenue changed by, their days in order: who, key, days, books, amounts (for a year, in
 * smallest units; 128 bits). The same days as in {@link movesOf}: renewals are moved.
 *
 * Grain: a holder, with an entry for each day and book.
 */
export const entriesOf = (scope: Scope): Sql => sql`(
  select who, key, arrayMap(one -> toInt32(intDiv(one, ${int(mostBooks)}) - ${int(dayShift)}), told.1) as days,
    arrayMap(one -> toUInt16(one % ${int(mostBooks)}), told.1) as books, told.2 as amounts
  from (${entries(scope)})
)`;

const entries = (scope: Scope): Sql => (scope.counting.gapDays === 0 ? perHolder(scope) : renewed(scope));

/** What was held before each entry in its book, or in all books of its part. A holder stands in one group at most. */
function heldOf({ books, groups, by }: Scope, held: 'book' | 'part'): Sql {
  const several = Math.max(1, groups.length);
  if (held === 'book' && books.length <= several) return sql`before`; // one entry a day
  if (held === 'book') return heldAlike((key) => sql`intDiv(${key} % ${int(mostBooks)}, ${int(several)})`);
  if (by !== 'offer') return sql`arrayMap((left, live) -> left - live, held_so_far, lives)`;
  const names = partsIn({ books }).map(partName);
  const places = typed(
    'Array(UInt16)',
    books.map((book) => names.indexOf(partName(book))),
  );
  return heldAlike((key) => sql`arrayElement(${places}, ${key} % ${int(mostBooks)} + 1)`);
}

/** What was held before each entry in books that have the same mark. */
const heldAlike = (markOf: (key: Sql) => Sql): Sql => sql`
  arrayMap((one, at) -> arraySum((live, other, place) -> if(place < at and ${markOf(sql`other`)} = ${markOf(sql`one`)}, live, 0), lives, keys, arrayEnumerate(keys)), keys, arrayEnumerate(keys))`;

/** Each holder's entries by day and book, summed; those that cancel out are gone. Grain: a holder. */
const perHolder = (scope: Scope): Sql => sql`
  select who, key, sumMap(keys, amounts, lives) as told
  from (${deltas(scope)})
  group by who, key`;

const dayOfKey = sql`one -> toInt32(intDiv(one, ${int(mostBooks)}))`;
/** At the last entry of a day the value holds, before it that of the last; and the same from the first. */
const ends = sql`arrayMap((one, next) -> toUInt8(one != next), days, arrayPushBack(arrayPopFront(days), toInt32(0)))`;
const begins = sql`arrayMap((one, last) -> toUInt8(one != last), days, arrayPushFront(arrayPopBack(days), toInt32(0)))`;

/** The same, an end that is followed by a beginning within the gap being moved to it. */
const renewed = (scope: Scope): Sql => sql`
  select who, key, if(moved, arrayReduce('sumMap', [new_keys], [told.2], [told.3]), told) as told
  from (
    select who, key, told,
      arrayMap(${dayOfKey}, told.1) as days,
      ${ends} as is_end,
      arrayReverseFill((left, end) -> end, arrayCumSum(told.3), is_end) as left_after,
      arrayReverseFill((next, end) -> end, arrayPushBack(arrayPopFront(days), ${int(never)}), is_end) as next_days,
      arrayMap((left, next, one) -> if(left = 0 and next - one <= ${typed('Int32', scope.counting.gapDays)}, next - one, 0),
        left_after, next_days, days) as later,
      arrayExists(by -> by > 0, later) as moved,
      arrayMap((one, by) -> one + toInt64(by) * ${int(mostBooks)}, told.1, later) as new_keys
    from (${perHolder(scope)})
  )`;

/** Entries in their order, with what was held before and after the day of each. Grain: a holder. */
const ordered = (rows: Sql): Sql => sql`
  select who, key, told.1 as keys, told.2 as amounts, told.3 as lives,
    arrayMap(${dayOfKey}, keys) as days,
    arrayCumSum(lives) as held_so_far,
    arrayReverseFill((left, end) -> end, held_so_far, ${ends}) as after,
    ${begins} as is_begin,
    arrayFill((left, begin) -> begin, arrayMap((left, live) -> left - live, held_so_far, lives), is_begin) as before,
    arrayFill((one, was, left) -> was = 0 and left > 0, days, before, after) as begun,
    arrayFill((last, begin) -> begin, arrayPushFront(arrayPopBack(days), toInt32(0)), is_begin) as last_days
  from (${rows})`;
