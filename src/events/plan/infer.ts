import type { Context } from '#src/access/index.ts';
import { join, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { PlannedEvent, PlannedProperty, type PropertyType } from './document.ts';

const dayMs = 86_400_000;
/** So many events of a name tell which properties it has. */
const looked = 500;
const namesAtOnce = 25;
const propertiesMost = 200;
/** Else an integer is written as text in JSON, and looks like one. */
const wholeNumbers = { output_format_json_quote_64bit_integers: 0 };
/** A property on each of at least so many events is proposed as required. */
const enough = 50;

/** What was found of an event that arrives. Examples are shown, never kept: they may name a person. */
export interface Found {
  readonly event: PlannedEvent;
  /** In the days asked about. */
  readonly events: number;
  readonly examples: readonly { readonly property: string; readonly values: readonly string[] }[];
}

/**
 * The events of the last days, each with its properties and their types as proposals: nothing is in use until it has a
 * purpose. Reads at most 500 events of each name.
 */
export async function inferred(
  context: Context,
  {
    days,
    events: most,
    known,
    only,
  }: {
    readonly days: number;
    readonly events: number;
    readonly known: ReadonlySet<string>;
    readonly only?: readonly string[] | undefined;
  },
): Promise<Found[]> {
  const since = context.clock.now() - days * dayMs;
  const names = (await arriving(context, { since, only, limit: most + known.size }))
    .filter(({ event }) => !known.has(event))
    .slice(0, most);
  const found: Found[] = [];
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const some = names.slice(from, from + namesAtOnce);
    const asked = propertiesOf(
      some.map(({ event }) => event),
      since,
    );
    const rows = await context.warehouse.rows(asked, { settings: wholeNumbers });
    const byEvent = Map.groupBy(rows, ({ event }) => event);
    for (const { event, events } of some)
      found.push(proposal(event, Number(events), byEvent.get(event) ?? []));
  }
  return found;
}

/** Grain: a name; at most `limit`, most frequent first. Who somebody is and Perdure's own events are left out. */
const arriving = (
  { warehouse, workspace }: Context,
  {
    since,
    only,
    limit,
  }: { readonly since: number; readonly only: readonly string[] | undefined; readonly limit: number },
) =>
  warehouse.rows(sql<{ event: string; events: string }>`
    select event, sum(events) as events
    from ${scoped('event_counts')}
    where layout = ${typed('UInt32', workspace.layout)}
      and last_time >= ${new Date(since)}
      and event not in ('Identify', 'Group', 'Alias')
      and not startsWith(event, 'perdure.')
      ${
        only === undefined
          ? sql``
          : sql`and event in (${join(
              only.map((name) => sql`${name}`),
              ', ',
            )})`
      }
    group by event
    order by events desc, event
    limit ${typed('UInt64', limit)}`);

interface PropertyRow {
  readonly event: string;
  readonly property: string;
  readonly kinds: readonly string[];
  readonly dates: number | string;
  readonly holds: number | string;
  readonly sampled: number | string;
  readonly examples: readonly string[];
}

/** Grain: a property of a name; at most 200 of each of 25 names. */
const propertiesOf = (names: readonly string[], since: number): Sql<PropertyRow> => sql<PropertyRow>`
  select event, tupleElement(pair, 1) as property,
    arraySort(groupUniqArray(toString(JSONType(tupleElement(pair, 2))))) as kinds,
    countIf(match(tupleElement(pair, 2), '^"\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d[^"]*)?"$')) as dates,
    count() as holds, any(all) as sampled, groupUniqArray(5)(leftUTF8(tupleElement(pair, 2), 100)) as examples
  from (
    select event, count() over (partition by event) as all, arrayJoin(JSONExtractKeysAndValuesRaw(text)) as pair
    from (${join(
      names.map((name) => sampleOf(name, since)),
      '\nunion all\n',
    )})
  )
  group by event, property
  order by event, holds desc, property
  limit ${typed('UInt64', propertiesMost)} by event`;

const sampleOf = (name: string, since: number): Sql => sql`(
      select toString(event) as event, toJSONString(properties) as text
      from ${scoped('events')}
      where event = ${name}
        and time >= ${new Date(since)}
      limit ${typed('UInt64', looked)})`;

function proposal(name: string, events: number, rows: readonly PropertyRow[]): Found {
  const properties = rows
    .filter(({ property }) => PlannedProperty.shape.name.safeParse(property).success)
    .map((row) =>
      PlannedProperty.parse({
        name: row.property,
        type: typeOf(row),
        required: Number(row.holds) === Number(row.sampled) && Number(row.sampled) >= enough,
      }),
    );
  return {
    event: PlannedEvent.parse({
      name,
      granularity: properties.length === 0 ? 'action' : 'context',
      properties,
    }),
    events,
    examples: rows.map(({ property, examples }) => ({ property, values: [...examples] })),
  };
}

function typeOf({ kinds, dates, holds }: PropertyRow): PropertyType {
  const said = kinds.filter((kind) => kind !== 'Null');
  const whole = said.every((kind) => kind === 'Int64' || kind === 'UInt64');
  if (said.length === 0) return 'any';
  if (whole) return 'integer';
  if (said.every((kind) => kind === 'Int64' || kind === 'UInt64' || kind === 'Double')) return 'number';
  const [only, ...others] = said;
  if (only === undefined || others.length > 0) return 'any';
  if (only === 'String') return Number(dates) === Number(holds) ? 'date' : 'text';
  return single[only] ?? 'any';
}

const single: Readonly<Record<string, PropertyType>> = { Bool: 'boolean', Array: 'list', Object: 'object' };
