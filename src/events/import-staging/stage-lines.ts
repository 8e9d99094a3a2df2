import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import type { AskOptions, Warehouse } from '#src/engines/warehouse/port.ts';
import { carefully, isPlainTime, trimmed } from './plain.ts';
import { inSmallBlocks, type StagingTables } from './tables.ts';

/** Where the lines of a JSON-lines file are read from: the file itself, or the table its lines were sent to. */
export type LineSource = { readonly file: string; readonly gzip: boolean } | 'lines';

/**
 * Reads Segment-shaped JSON lines inside the engine. A row whose every field is plainly what the ordinary path
 * would store goes in bulk; any doubt (a field of another kind, a key twice, an escape or number that may be
 * spelt otherwise, a field that needs judgement) sends the line, untouched, the ordinary way.
 *
 * @param like the names of a usual line in their order: lines of this form are told at once
 *
 * Two statements read the file side by side, each half of its blocks: reading alone takes one core.
 */
export async function stageLines(
  warehouse: Warehouse,
  tables: StagingTables,
  { source, like }: { readonly source: LineSource; readonly like: readonly string[] },
  options: AskOptions,
): Promise<void> {
  const halves = [0, 1].map((half) =>
    warehouse.run(
      sql`
        insert into ${tables.rows} (row, lane, key, made, event, user_id, anonymous_id, group_id, time, message_id,
          properties, context, raw)
        ${readLines(linesFrom(tables, source, half), usualForm(like))}`,
      {
        ...options,
        seconds: 7_200,
        settings: {
          max_threads: 1,
          max_insert_threads: 1,
          input_format_parallel_parsing: 0,
          ...inSmallBlocks,
          ...carefully,
        },
      },
    ),
  );
  const ended = await Promise.allSettled(halves);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

/** Lines with their numbers from 1; without byte order mark and line ends. Empty ones are left out. */
function linesFrom(tables: StagingTables, source: LineSource, half: number): Sql {
  const mine = sql`intDiv(number, 50000) % 2 = ${typed('UInt8', half)}`;
  const from =
    source === 'lines'
      ? sql`(select row - 1 as number, line as whole from ${tables.lines})`
      : sql`(
          select assumeNotNull(_row_number) as number, line as whole
          from file(${source.file}, 'LineAsString', 'line String', ${source.gzip ? 'gzip' : 'none'})
        )`;
  return sql`
    select number + 1 as row,
      trim(both ' \\t\\r' from if(number = 0 and startsWith(whole, unhex('EFBBBF')), substring(whole, 4), whole)) as line
    from ${from}
    where ${mine}
      and line != ''`;
}

/** The names a line may hold and still be of a usual form, and what they are in the tuple. */
const usualNames: ReadonlyMap<string, Sql> = new Map([
  ['type', sql`t.type`],
  ['event', sql`t.event`],
  ['userId', sql`t.userId`],
  ['anonymousId', sql`t.anonymousId`],
  ['groupId', sql`t.groupId`],
  ['messageId', sql`t.messageId`],
  ['timestamp', sql`t.timestamp`],
  ['properties', sql`t.properties`],
]);

/**
 * The line written again from what was read of it. Where both are equal, every field is text as read, no name
 * stands twice, nothing else stands in the line, and no number is spelt otherwise: one comparison instead of a
 * search for each field.
 */
function usualForm(names: readonly string[]): Sql {
  const members = names.map((name, i) => {
    const value = usualNames.get(name);
    if (value === undefined || new Set(names).size < names.length) return undefined;
    const before = `${i === 0 ? '{' : ','}"${name}":`;
    return name === 'properties' ? sql`${before}, ${value}` : sql`${`${before}"`}, ${value}, '"'`;
  });
  const known = members.filter((member) => member !== undefined);
  if (known.length < names.length || known.length === 0) return sql`''`;
  return sql`concat(${join(known, ', ')}, '}')`;
}

const fields = `Tuple(type String, event String, userId String, anonymousId String, groupId String, messageId String,
  timestamp String, properties String)`;

/** Names that need the ordinary path's judgement wherever they stand in a line. */
const needsJudgement = [
  '"context"',
  '"traits"',
  '"options"',
  '"sentAt"',
  '"originalTimestamp"',
  '"receivedAt"',
  '"previousId"',
  '"user_id"',
  '"anonymous_id"',
  '"__proto__"',
  '"distinct_id"',
  '"uuid"',
  '"$set',
  '"timestamp":null',
];

function readLines(lines: Sql, usual: Sql): Sql {
  const text = (value: string) => sql`${value}`;
  /** Absent or null; or there once, as text. A name that stands twice anywhere in the line is a doubt. */
  const plain = (name: string, value: Sql) => sql`
      if(${value} = '',
        countSubstrings(spaced, ${text(`"${name}"`)}) = position(spaced, ${text(`"${name}":null`)}) > 0,
        countSubstrings(spaced, ${text(`"${name}"`)}) = 1 and position(spaced, ${text(`"${name}":"`)}) > 0)`;
  const id = (value: Sql) => sql`length(${value}) <= 512 and position(${value}, char(0)) = 0`;
  return sql`
    select row, if(ok, 'bulk', 'slow') as lane,
      MD5(if(ok and t.messageId != '', concat('i', t.messageId), concat('c', line))) as key,
      not (ok and t.messageId != '') as made,
      if(ok, t.event, '') as event, if(ok, t.userId, '') as user_id, if(ok, t.anonymousId, '') as anonymous_id,
      if(ok, t.groupId, '') as group_id, if(ok, at, toDateTime64(0, 3, 'UTC')) as time,
      if(ok, t.messageId, '') as message_id, if(ok, if(t.properties = '', '{}', t.properties), '') as properties,
      if(ok, '{}', '') as context, if(ok, '', line) as raw
    from (
      select row, line, spaced, t, at,
        t.type = 'track'
        and length(t.event) between 1 and 200 and ${trimmed(sql`t.event`)}
        and t.userId || t.anonymousId != ''
        and ${id(sql`t.userId`)} and ${id(sql`t.anonymousId`)} and ${id(sql`t.groupId`)} and ${id(sql`t.messageId`)}
        and ${isPlainTime(sql`t.timestamp`, sql`at`)}
        and (line = ${usual} or (
          ${plain('type', sql`t.type`)}
          and ${plain('event', sql`t.event`)}
          and ${plain('userId', sql`t.userId`)}
          and ${plain('anonymousId', sql`t.anonymousId`)}
          and ${plain('groupId', sql`t.groupId`)}
          and ${plain('messageId', sql`t.messageId`)}
          and ${plain('timestamp', sql`t.timestamp`)}
          and not multiSearchAny(spaced, ${typed('Array(String)', needsJudgement)})
          and ${standAsRead(sql`t.properties`)}))
        and ${namesOnce(sql`t.properties`)}
        and length(line) <= 30000
        and countSubstrings(line, '{') + countSubstrings(line, '[') <= 60 as ok
      from (
        select row, line,
          JSONExtract(line, ${fields}) as t,
          if(position(line, '": ') > 0, replaceAll(replaceAll(line, ': ', ':'), ', ', ','), line) as spaced,
          ifNull(parseDateTime64BestEffortOrNull(t.timestamp, 3, 'UTC'), toDateTime64(0, 3, 'UTC')) as at
        from (${lines})
      )
    )`;
}

/**
 * True where the properties are absent, or an object that stands in the line letter by letter as the engine reads
 * it, so that no number loses digits.
 */
const standAsRead = (json: Sql): Sql => sql`
          if(${json} = '',
            countSubstrings(spaced, '"properties"') = position(spaced, '"properties":null') > 0,
            position(spaced, concat('"properties":',
              if(position(line, '": ') > 0, replaceAll(replaceAll(${json}, ': ', ':'), ', ', ','), ${json}))) > 0)`;

/** True where the properties are absent, or an object without a name twice that fits the engine's JSON column. */
const namesOnce = (json: Sql): Sql => sql`
        if(${json} = '', true,
          startsWith(${json}, '{')
          and position(${json}, '"__proto__"') = 0
          and if(countSubstrings(${json}, '{') = 1,
            length(JSONExtractKeys(${json}) as names) = length(arrayDistinct(names)),
            isNotNull(accurateCastOrNull(${json}, 'JSON(max_dynamic_paths=256)'))))`;
