import { sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { ChangedSpan } from './ownership.ts';

/** A span of a browser's life that passes from one number to another. */
export interface HandedSpan {
  readonly anonymousId: string;
  readonly span: ChangedSpan;
  readonly holder: number;
  readonly heir: number;
}

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2299, 11, 31);
/** Names are up to 512 bytes, and the engine takes statements of some hundred kilobytes. */
const spansAtOnce = 500;

/** Those of the spans in which events of the browser are stored under the holder, asked for many spans at once. */
export async function storedSpans(
  warehouse: Warehouse,
  workspace: number,
  spans: readonly HandedSpan[],
): Promise<HandedSpan[]> {
  const found: HandedSpan[] = [];
  for (let from = 0; from < spans.length; from += spansAtOnce) {
    const asked = spans.slice(from, from + spansAtOnce);
    const rows = await warehouse.rows(storedAmong(workspace, asked));
    found.push(...rows.flatMap(({ n }) => asked[n] ?? []));
  }
  return found;
}

/** Grain: a span in which something is stored; at most as many as asked. */
const storedAmong = (workspace: number, spans: readonly HandedSpan[]) => sql<{ n: number }>`
  select distinct spans.n as n
  from (
    select customer, anonymous_id, toUnixTimestamp64Milli(time) as at
    from events_by_customer
    where workspace_id = ${workspace}
      and customer in ${typed('Array(UInt32)', [...new Set(spans.map(({ holder }) => holder))])}
      and anonymous_id in ${typed('Array(String)', [...new Set(spans.map(({ anonymousId }) => anonymousId))])}
      and user_id = ''
  ) as stored
  join (
    select tupleElement(one, 1) as n, tupleElement(one, 2) as customer, tupleElement(one, 3) as anonymous_id,
      tupleElement(one, 4) as since, tupleElement(one, 5) as until
    from (
      select arrayJoin(arrayZip(${typed(
        'Array(UInt32)',
        spans.map((_, n) => n),
      )}, ${typed(
        'Array(UInt32)',
        spans.map(({ holder }) => holder),
      )}, ${typed(
        'Array(String)',
        spans.map(({ anonymousId }) => anonymousId),
      )}, ${typed(
        'Array(Int64)',
        spans.map(({ span }) => span.from ?? earliest),
      )}, ${typed(
        'Array(Int64)',
        spans.map(({ span }) => span.to ?? latest),
      )})) as one
    )
  ) as spans using (customer, anonymous_id)
  where stored.at >= spans.since
    and stored.at < spans.until`;
