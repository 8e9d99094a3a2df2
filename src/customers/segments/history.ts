import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText, knownDays } from '#src/customers/calendar/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';
import { segmentOf } from './definitions.ts';

/** The question of `segments.history`. */
export const HistoryAsk = z.object({
  id: z.string().min(1).max(40).describe('seg_…'),
  days: z.int().min(1).max(400).default(90).describe('Local days, today included'),
});
export type HistoryAsk = z.output<typeof HistoryAsk>;

/** The answer of `segments.history`. */
export const History = z.object({
  days: z
    .array(
      z.object({
        day: LocalDate,
        entered: z.int(),
        left: z.int(),
        size: z.int().describe('At the end of the day, or now'),
      }),
    )
    .describe('Days since it is kept, oldest first; the last is running'),
  keptSince: z.string().nullable(),
  begun: LocalDate.nullable().describe(
    'The local day of the first count: whom it found did not enter on that day',
  ),
});
export type History = z.output<typeof History>;

type Engines = Pick<Context, 'workspace' | 'records' | 'warehouse' | 'clock'>;

/** How a segment grew and shrank, day by day. @throws DomainError `segments.unknown` */
export async function historyOf(engines: Engines, { id, days }: HistoryAsk): Promise<History> {
  const { workspace, records, warehouse, clock } = engines;
  const segment = await segmentOf(records, id);
  if (segment.keptSince === null) return { days: [], keptSince: null, begun: null };
  const today = knownDays(clock.now(), workspace.timezone).current;
  const begun = knownDays(Date.parse(segment.keptSince), workspace.timezone).current;
  const rows = await warehouse.rows(movesByDay(id, workspace.timezone));
  const moves = new Map(rows.map((row) => [row.day, row]));
  let size = 0;
  const told: History['days'] = [];
  for (let day = begun; day <= today; day += 1) {
    const { entered, gone } = moves.get(day) ?? { entered: 0, gone: 0 };
    size += Number(entered) - Number(gone);
    if (day > today - days)
      told.push({ day: dateText(day), entered: Number(entered), left: Number(gone), size });
  }
  return { days: told, keptSince: segment.keptSince, begun: dateText(begun) };
}

interface DayRow {
  readonly day: number;
  readonly entered: number | string;
  readonly gone: number | string;
}

/**
 * Grain: a local day on which somebody moved. Told twice it is one move, and none where they stood so before; whose number
 * was given up is left out: what they did is told of who they are now.
 */
const movesByDay = (segment: string, zone: string): Sql<DayRow> => sql<DayRow>`
  select toInt32(toDate32(move.2, ${typed('String', zone)})) as day, countIf(move.3) as entered, countIf(not move.3) as gone
  from (
    select arrayJoin(arrayFilter((one, before) -> one.3 != before, told,
      arrayPushFront(arrayPopBack(arrayMap(one -> one.3, told)), false))) as move
    from (
      select key, arraySort(groupUniqArray((revision, at, inside))) as told
      from ${scoped('segment_moves')}
      where segment = ${segment}
        and key not in (select toUInt64(customer) from ${scoped('retired')})
      group by key
    )
  )
  group by day`;
