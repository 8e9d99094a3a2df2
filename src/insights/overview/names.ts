import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';

const search = z.string().max(200).optional().describe('Only those that hold this text');

const names = operation({
  name: 'events.names',
  asks: { fr: 'Quels événements existent ?', en: 'Which events are there?' },
  needs: 'insights:read',
  input: z.object({ search, limit: z.int().min(1).max(5000).default(500) }),
  output: z.object({
    events: z.array(
      z.object({
        event: z.string(),
        count: z.int(),
        first: z.string().describe('Local day'),
        last: z.string(),
      }),
    ),
  }),
  run: async ({ warehouse, workspace }, ask) => {
    const rows = await warehouse.rows(eventNames({ layout: workspace.layout, ...ask }));
    return {
      events: rows.map(({ event, count, first, last }) => ({ event, count: Number(count), first, last })),
    };
  },
});

const properties = operation({
  name: 'events.properties',
  asks: { fr: 'Quelles propriétés a cet événement ?', en: 'Which properties does this event have?' },
  needs: 'insights:read',
  input: z.object({
    event: z.string().min(1).max(200).nullable().default(null).describe('null for any event'),
    limit: z.int().min(1).max(1000).default(200),
  }),
  output: z.object({
    properties: z.array(
      z.object({
        property: z.string(),
        types: z.array(z.string()).describe('As stored: String, Int64, Float64, Bool, Array …'),
        share: z.number().describe('Of the events looked at'),
      }),
    ),
    sampled: z.int().describe('Events looked at'),
  }),
  run: async ({ warehouse }, ask) => {
    const rows = await warehouse.rows(propertyNames(ask));
    const sampled = Number(rows[0]?.sampled ?? 0);
    return {
      properties: rows.map(({ property, types, events }) => ({
        property,
        types,
        share: Number(events) / sampled,
      })),
      sampled,
    };
  },
});

const propertyValues = operation({
  name: 'events.property-values',
  asks: { fr: 'Quelles valeurs a cette propriété ?', en: 'Which values does this property have?' },
  needs: 'insights:read',
  input: z.object({
    event: z.string().min(1).max(200).nullable().default(null),
    property: z.string().min(1).max(200),
    search,
    limit: z.int().min(1).max(1000).default(50),
  }),
  output: z.object({
    values: z
      .array(z.object({ value: z.string(), events: z.int() }))
      .describe('Of the events looked at, most frequent first'),
  }),
  run: async ({ warehouse }, ask) => ({
    values: (await warehouse.rows(valuesOf(ask))).map(({ value, events }) => ({
      value,
      events: Number(events),
    })),
  }),
});

const catalogue = operation({
  name: 'events.catalogue',
  asks: { fr: 'Que peut-on demander ici ?', en: 'What can be asked about here?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({
    first: z.string().nullable().describe('Local day of the first event'),
    last: z.string().nullable(),
    events: z.array(z.object({ event: z.string(), count: z.int(), properties: z.array(z.string()) })),
    traits: z.array(z.string()),
  }),
  run: async ({ warehouse, workspace }) => {
    const [rows, perEvent, traits] = await Promise.all([
      warehouse.rows(eventNames({ layout: workspace.layout, limit: 500 })),
      warehouse.rows(propertiesPerEvent),
      warehouse.rows(traitNames),
    ]);
    const propertiesOf = new Map(perEvent.map((row) => [row.event, row.properties]));
    return {
      first: rows.map(({ first }) => first).sort()[0] ?? null,
      last:
        rows
          .map(({ last }) => last)
          .sort()
          .at(-1) ?? null,
      events: rows.map(({ event, count }) => ({
        event,
        count: Number(count),
        properties: propertiesOf.get(event) ?? [],
      })),
      traits: traits.map(({ trait }) => trait),
    };
  },
});

interface NamesAsk {
  readonly layout: number;
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Grain: one row per name, most frequent first; ≤ limit rows. */
const eventNames = ({
  layout,
  search: text,
  limit,
}: NamesAsk): Sql<{ event: string; count: number | string; first: string; last: string }> => sql`
  select event, sum(events) as count, toString(min(day)) as first, toString(max(day)) as last
  from ${scoped('event_counts')}
  where layout = ${typed('UInt32', layout)}
    ${text === undefined ? nothing : sql`and positionCaseInsensitiveUTF8(event, ${text}) > 0`}
  group by event
  order by count desc, event
  limit ${typed('UInt64', limit)}`;

/** So many events tell which properties and values there are; reading all would take seconds. */
const sample = typed('UInt64', 50_000);

const sampleOf = (event: string | null): Sql => sql`(
    select properties
    from ${scoped('events')}
    ${event === null ? nothing : sql`where event = ${event}`}
    limit ${sample}
  )`;

/** Grain: one row per property, most frequent first; ≤ limit rows. */
const propertyNames = ({
  event,
  limit,
}: {
  event: string | null;
  limit: number;
}): Sql<{
  property: string;
  types: string[];
  events: number | string;
  sampled: number | string;
}> => sql`
  select tupleElement(pair, 1) as property, arraySort(groupUniqArray(tupleElement(pair, 2))) as types, count() as events,
    any(all) as sampled
  from (
    select arrayJoin(CAST(JSONAllPathsWithTypes(properties), 'Array(Tuple(String, String))')) as pair, count() over () as all
    from ${sampleOf(event)}
  )
  group by property
  order by events desc, property
  limit ${typed('UInt64', limit)}`;

/** Grain: one row per value, most frequent first; ≤ limit rows. */
const valuesOf = ({
  event,
  property,
  search: text,
  limit,
}: {
  event: string | null;
  property: string;
  search?: string | undefined;
  limit: number;
}): Sql<{ value: string; events: number | string }> => sql`
  select value, count() as events
  from (select ifNull(getSubcolumn(properties, ${property})::Nullable(String), '') as value from ${sampleOf(event)})
  where value != ''
    ${text === undefined ? nothing : sql`and positionCaseInsensitiveUTF8(value, ${text}) > 0`}
  group by value
  order by events desc, value
  limit ${typed('UInt64', limit)}`;

/** Grain: one row per name; ≤ names. A thousand events of each are looked at. */
const propertiesPerEvent: Sql<{ event: string; properties: string[] }> = sql`
  select event, arraySort(groupUniqArrayArray(200)(JSONAllPaths(properties))) as properties
  from (
    select event, properties
    from ${scoped('events')}
    limit 1000 by event
  )
  group by event`;

/** Grain: one row per trait; ≤ traits. */
const traitNames: Sql<{ trait: string }> = sql`
  select distinct trait
  from ${scoped('trait_changes')}
  order by trait
  limit 1000`;

/** What menus ask of events. */
export const operations = [names, properties, propertyValues, catalogue];
