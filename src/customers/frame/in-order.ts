import { nothing, type Sql, sql, typed } from '#src/basics/sql.ts';

/** What is put in order for each unit. */
export interface Telling {
  /**
   * Events one row each: unit, at (whole milliseconds since some instant before them all), arrival, flags (what an event
   * means, in so many bits); and what more is asked for: the message id, or columns that go with it.
   */
  readonly rows: (more: { readonly messageId: boolean }) => Sql;
  /** Bits of flags. With those of `at` and the 64 of arrival at most 128. */
  readonly flagBits: number;
  /** A test on all events of a unit, without which it has no history. */
  readonly told: Sql;
  /** The codes of a unit, made of each event's; all of them, sorted, unless told. */
  readonly codes?: (code: Sql) => Sql;
}

/** All codes of a unit, sorted. */
export const sortedCodes = (code: Sql): Sql => sql`arraySort(groupArray(${code}))`;

/**
 * Each unit's events by time and arrival: unit, ms (Array(UInt64)), flags (Array(UInt32)), tied (whether events of
 * different meaning share both, so that message ids have a say: see {@link tiedByMessage}).
 *
 * Sorted as one number of 128 bits each, time over arrival over flags: three times as fast as tuples. Units are handed on
 * 4,096 at a time: what is made of them is made by one processor where some ten thousand come as one block. Events are read
 * in blocks of the usual size.
 *
 * Grain: a unit that has a history.
 */
export function inOrder({ rows, flagBits, told, codes = sortedCodes }: Telling): Sql {
  const bits = typed('UInt8', flagBits);
  const above = typed('UInt8', 64 + flagBits);
  const mask = typed('UInt64', 2 ** flagBits - 1);
  const code = sql`bitOr(bitShiftLeft(toUInt128(at), ${above}), bitOr(bitShiftLeft(toUInt128(arrival), ${bits}), toUInt128(flags)))`;
  return sql`(
    select unit, arrayMap(c -> toUInt64(bitShiftRight(c, ${above})), codes) as ms,
      arrayMap(c -> toUInt32(bitAnd(toUInt64(c), ${mask})), codes) as flags,
      length(arrayCompact(arrayMap(c -> bitShiftRight(c, ${bits}), codes))) < length(arrayCompact(codes)) as tied
    from (
      select unit, ${codes(sql`code`)} as codes
      from (
        select unit, flags, ${code} as code
        from ${rows({ messageId: false })}
        settings max_block_size = 65409
      )
      group by unit
      having ${told}
      settings max_block_size = 4096
    )
  )`;
}

/**
 * The same by time, arrival and message id, nobody being tied then; it takes several times as long.
 *
 * @param among a test on a unit: of whom alone
 * @param value whether the rows have a column `value` besides, told as `vals` (Array(String))
 */
export function inOrderOfMessages({ rows, told }: Telling, among: Sql = sql`true`, value = false): Sql {
  return sql`(
    select unit, arrayMap(e -> tupleElement(e, 1), told) as ms, arrayMap(e -> tupleElement(e, 4), told) as flags,
      false as tied${value ? sql`, arrayMap(e -> tupleElement(e, 5), told) as vals` : nothing}
    from (
      select unit, arraySort(e -> (tupleElement(e, 1), tupleElement(e, 2), tupleElement(e, 3)),
        groupArray((at, arrival, message_id, flags${value ? sql`, value` : nothing}))) as told
      from ${rows({ messageId: true })}
      where ${among}
      group by unit
      having ${told}
    )
  )`;
}

/**
 * The whole order: by time and arrival, and for those who are tied by message id too.
 *
 * @param tied who they are, where that is known: an array of units; else they are looked for first
 */
export function tiedByMessage(telling: Telling, tied?: Sql): Sql {
  const quick = inOrder(telling);
  return sql`(
    select unit, ms, flags, tied
    from ${quick}
    where not tied
    union all
    select unit, ms, flags, tied
    from ${inOrderOfMessages(telling, sql`unit in ${tied ?? sql`(select unit from ${quick} where tied)`}`)}
  )`;
}
