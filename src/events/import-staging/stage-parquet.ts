import { identifier, type Sql, sql, typed } from '#src/basics/sql.ts';
import type { AskOptions, Warehouse } from '#src/engines/warehouse/port.ts';
import { carefully, isPlainTime, trimmed } from './plain.ts';
import { inSmallBlocks, type StagingTables } from './tables.ts';

/** A Parquet file whose columns go by Segment's names. */
export interface EventColumns {
  readonly file: string;
  readonly columns: readonly string[];
  /** The engine's type of each. */
  readonly types: readonly string[];
}

const known = [
  'type',
  'event',
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'messageId',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'properties',
  'traits',
  'context',
] as const;
type Known = (typeof known)[number];

/**
 * Reads events from a Parquet file inside the engine, by the same rule as JSON lines: a row whose every field is
 * plain goes in bulk; any doubt sends it, written as a JSON line, the ordinary way. Times without a zone are UTC.
 */
export async function stageParquet(
  warehouse: Warehouse,
  tables: StagingTables,
  file: EventColumns,
  options: AskOptions,
): Promise<void> {
  const halves = [0, 1].map((half) =>
    warehouse.run(
      sql`
        insert into ${tables.rows} (row, lane, key, made, event, user_id, anonymous_id, group_id, time, message_id,
          properties, context, raw)
        ${readRows(file, half)}`,
      {
        ...options,
        seconds: 7_200,
        settings: {
          max_threads: 1,
          max_insert_threads: 1,
          max_parsing_threads: 1,
          ...inSmallBlocks,
          ...carefully,
        },
      },
    ),
  );
  const ended = await Promise.allSettled(halves);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

/**
 * The rows of a Parquet file as lines of JSON in Segment's shape, with their numbers: for a warehouse that does not
 * see the file. Grain: a row, in no order.
 *
 * @param reader an engine of this machine
 */
export async function* parquetLines(
  reader: Warehouse,
  file: EventColumns,
  options: AskOptions,
): AsyncGenerator<{ row: number; line: string }> {
  const rows = reader.stream(
    sql<{ row: string; line: string }>`
      select assumeNotNull(_row_number) + 1 as row, ${columnsOf(file).line} as line
      from file(${file.file}, 'Parquet')`,
    { ...options, seconds: 7_200 },
  );
  for await (const { row, line } of rows) yield { row: Number(row), line };
}

function readRows(file: EventColumns, half: number): Sql {
  const columns = columnsOf(file);
  const id = (value: Sql) =>
    sql`length(${value}) <= 512 and position(${value}, char(0)) = 0 and isValidUTF8(${value})`;
  const others = (['previousId', 'originalTimestamp', 'sentAt', 'traits', 'context'] as const).map(
    (name) => sql`${columns.text(name)} in ('', '{}')`,
  );
  const plainOthers = others.reduce((all, one) => sql`${all} and ${one}`);
  return sql`
    select row, if(ok, 'bulk', 'slow') as lane,
      MD5(if(ok and message != '', concat('i', message), concat('c', line))) as key,
      not (ok and message != '') as made,
      if(ok, name, '') as event, if(ok, user, '') as user_id, if(ok, anonymous, '') as anonymous_id,
      if(ok, account, '') as group_id, if(ok, at, toDateTime64(0, 3, 'UTC')) as time, if(ok, message, '') as message_id,
      if(ok, if(said in ('', 'null'), '{}', said), '') as properties, if(ok, '{}', '') as context, if(ok, '', line) as raw
    from (
      select row, name, user, anonymous, account, message, said, at,
        plainOthers
        and kind = 'track'
        and length(name) between 1 and 200 and isValidUTF8(name) and ${trimmed(sql`name`)}
        and user || anonymous != ''
        and ${id(sql`user`)} and ${id(sql`anonymous`)} and ${id(sql`account`)} and ${id(sql`message`)}
        and timely
        and ${arePlain(sql`said`)}
        and length(said) <= 29000
        and countSubstrings(said, '{') + countSubstrings(said, '[') <= 60 as ok,
        if(ok and message != '', '', line_text) as line
      from (
        select assumeNotNull(_row_number) + 1 as row, ${columns.text('type', 'track')} as kind, ${columns.text('event')} as name,
          ${columns.text('userId')} as user, ${columns.text('anonymousId')} as anonymous, ${columns.text('groupId')} as account,
          ${columns.text('messageId')} as message, ${columns.text('properties')} as said, ${columns.instant} as at,
          ${columns.timely} as timely, ${plainOthers} as plainOthers, ${columns.line} as line_text
        from file(${file.file}, 'Parquet')
        where intDiv(_row_number, 65536) % 2 = ${typed('UInt8', half)}
      )
    )`;
}

/**
 * Absent, or a JSON object without a name twice that fits the engine's JSON column. The text is stored as it
 * stands, so numbers keep their digits; what the engine cannot read has no names.
 */
const arePlain = (json: Sql): Sql => sql`
        if(${json} in ('', 'null', '{}'), true,
          startsWith(${json}, '{')
          and position(${json}, '"__proto__"') = 0
          and if(countSubstrings(${json}, '{') = 1,
            length(JSONExtractKeys(${json}) as names) = length(arrayDistinct(names)) and names != [],
            isNotNull(accurateCastOrNull(${json}, 'JSON(max_dynamic_paths=256)'))))`;

/** How each known column reads as text; '' where the file has no such column or the value is null. */
function columnsOf({ columns, types }: EventColumns) {
  const typeOf = (name: Known): string | undefined => types[columns.indexOf(name)];
  const text = (name: Known, otherwise = ''): Sql => {
    const type = typeOf(name);
    if (type === undefined) return sql`${otherwise}`;
    const column = identifier(name, known);
    if (/^(Nullable\()?(LowCardinality\()?(Nullable\()?String/.test(type)) return sql`ifNull(${column}, '')`;
    if (/Tuple|Map|JSON|Array|Nested/.test(type)) return sql`ifNull(toJSONString(${column}), '')`;
    return sql`ifNull(toString(${column}), '')`;
  };
  const time = typeOf('timestamp') ?? '';
  const isInstant = time.includes('DateTime');
  const column = identifier('timestamp', known);
  const instant = isInstant
    ? sql`ifNull(toDateTime64(${column}, 3, 'UTC'), toDateTime64(0, 3, 'UTC'))`
    : sql`ifNull(parseDateTime64BestEffortOrNull(${text('timestamp')}, 3, 'UTC'), toDateTime64(0, 3, 'UTC'))`;
  const timely = isInstant
    ? sql`isNotNull(${column}) and toYear(${column}) between 1901 and 2298`
    : isPlainTime(text('timestamp'), instant);
  return { text, instant, timely, line: lineOf(text, typeOf, isInstant) };
}

/** The row as a line of JSON in Segment's shape. */
function lineOf(
  text: (name: Known) => Sql,
  typeOf: (name: Known) => string | undefined,
  isInstant: boolean,
): Sql {
  const objects: ReadonlySet<Known> = new Set(['properties', 'traits', 'context']);
  const member = (name: Known): Sql => {
    const key = sql`${`,"${name}":`}`;
    if (objects.has(name)) return sql`if(${text(name)} = '', '', concat(${key}, ${text(name)}))`;
    const value =
      name === 'timestamp' && isInstant ? sql`concat(replaceOne(${text(name)}, ' ', 'T'), 'Z')` : text(name);
    return sql`if(${text(name)} = '', '', concat(${key}, toJSONString(${value})))`;
  };
  const members = known.filter((name) => name !== 'type' && typeOf(name) !== undefined).map(member);
  const type = typeOf('type') === undefined ? sql`'track'` : text('type');
  const inner = members.reduce<Sql>(
    (all, one) => sql`${all}, ${one}`,
    sql`concat('{"type":', toJSONString(${type}))`,
  );
  return sql`concat(${inner}, '}')`;
}
