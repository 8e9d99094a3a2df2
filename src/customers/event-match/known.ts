import { type Context, whileAwaited } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { namesMeant } from '#src/basics/nearest.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { comparesNumbers, plainTest } from '#src/customers/filters/index.ts';
import type { EventMatch } from './ask.ts';
import { propertyNumber, propertyText } from './queries.ts';

type Engines = Pick<Context, 'workspace' | 'warehouse' | 'signal'>;

/** A match as it stands in a question. */
export interface AskedMatch {
  /** Where it stands: `steps[2]`. */
  readonly field: string;
  readonly match: EventMatch;
  /** Where its event's name stands: `steps[2].event` unless told. */
  readonly nameField?: string;
  /** Properties asked of its events besides those it tests: by what people are told apart. */
  readonly properties?: readonly string[];
  /** Properties that are added up. */
  readonly quantities?: readonly string[];
}

/** An event that a question names by itself, without tests. */
export const askedName = (field: string, event: string): AskedMatch => ({
  field,
  nameField: field,
  match: { event, where: [] },
});

/**
 * Refuses a question about an event that never arrived, or about a property that none of its events bears: it says
 * what exists, and the near name. Without this a misspelt name reads as "nobody". Refuses, too, a property that is added
 * up, or held against a number, while all that its events bear there is text: that would read as a known zero.
 *
 * A name that is known costs one look at its days; a known property, the first of its events; a number, those up to the
 * first that bears one. What only accounts did, without a person, is looked for where people did no such thing.
 *
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, `insights.not_a_number`,
 * `filters.wrong_values`, `filters.not_comparable`
 */
export async function requireKnown(engines: Engines, asked: readonly AskedMatch[]): Promise<void> {
  await requireEvents(engines, asked);
  await Promise.all(asked.map((one) => requireProperties(engines, one)));
}

async function requireEvents({ workspace, warehouse }: Engines, asked: readonly AskedMatch[]): Promise<void> {
  const names = asked.flatMap(({ match }) => match.event ?? []);
  if (names.length === 0) return;
  const ofPeople = await warehouse.rows(doneByPeople(workspace.layout, names));
  const known = new Set(ofPeople.map(({ event }) => event));
  const others = names.filter((name) => !known.has(name));
  if (others.length === 0) return;
  for (const { event } of await warehouse.rows(eventNames(namesOfAccounts(others)))) known.add(event);
  const wrong = asked.find(({ match }) => match.event !== null && !known.has(match.event));
  if (wrong === undefined) return;
  const all = await warehouse.rows(
    eventNames(sql`${namesOfPeople(workspace.layout)} union all ${namesOfAccounts()}`),
  );
  throw new DomainError('insights.unknown_event', {
    field: wrong.nameField ?? `${wrong.field}.event`,
    expected: `the name of an event; ${namesMeant(
      wrong.match.event ?? '',
      all.map(({ event }) => event),
    )}`,
    got: wrong.match.event,
  });
}

async function requireProperties(
  engines: Engines,
  { field, match, properties = [], quantities = [] }: AskedMatch,
): Promise<void> {
  for (const [i, test] of match.where.entries()) plainTest(test, `${field}.where[${i}].values`);
  const asked: AskedProperty[] = [
    ...match.where.map((test, i) => ({
      property: test.property,
      where: `${field}.where[${i}].property`,
      value: comparesNumbers(test) ? numberHeld(test.property) : propertyText(test.property),
    })),
    ...properties.map((property) => ({ property, where: field, value: propertyText(property) })),
    ...quantities.map((property) => ({ property, where: field, value: propertyNumber(property) })),
  ];
  for (const { property, where, value } of asked) {
    if (await borne(engines, match, value)) continue;
    if (await borne(engines, match, propertyText(property))) throw onlyText(match, property, where);
    const all = await engines.warehouse.rows(propertiesOf(match), whileAwaited(engines));
    throw new DomainError('insights.unknown_property', {
      field: where,
      expected: `a property of ${match.event ?? 'an event'}; ${namesMeant(
        property,
        all.map((row) => row.property),
      )}`,
      got: property,
    });
  }
}

/** A property as it stands in a question, and what its events must bear. */
interface AskedProperty {
  readonly property: string;
  readonly where: string;
  /** Null where an event does not bear it. */
  readonly value: Sql;
}

/** A property as comparisons read it. */
const numberHeld = (property: string): Sql => sql`toFloat64OrNull(${propertyText(property)})`;

/** Says no value: it may name somebody. */
const onlyText = ({ event }: EventMatch, property: string, field: string): DomainError =>
  new DomainError('insights.not_a_number', {
    field,
    expected: `a property of ${event ?? 'an event'} that is a number; all that “${property}” holds is text`,
    got: property,
  });

async function borne(engines: Engines, match: EventMatch, value: Sql): Promise<boolean> {
  for (const rows of [propertiesOfPeople(match), propertiesOfAccounts(match)]) {
    const found = await engines.warehouse.rows(bearing(rows, value), whileAwaited(engines));
    if (found.length > 0) return true;
  }
  return false;
}

/** Names that arrived, most frequent first; those told 0 times come last. ≤ 5,000 rows. */
const eventNames = (told: Sql): Sql<{ event: string }> => sql<{ event: string }>`
  select event
  from (${told})
  group by event
  order by sum(told) desc, event
  limit 5000`;

const among = (names: readonly string[] | undefined): Sql =>
  names === undefined ? nothing : sql`and event in ${typed('Array(String)', [...new Set(names)])}`;

/** Those of some names that people did, be it as internal and bot traffic alone. Grain: at most two rows a name. */
const doneByPeople = (layout: number, names: readonly string[]): Sql<{ event: string }> => sql<{
  event: string;
}>`
    select distinct toString(event) as event
    from ${scoped('event_days')}
    where layout = ${typed('UInt32', layout)} ${among(names)}
    union all
    select distinct toString(event) as event
    from ${scoped('marked_days')}
    where layout = ${typed('UInt32', layout)} ${among(names)}`;

/** What people did, be it internal and bot traffic alone. Grain: at most two rows a name. */
const namesOfPeople = (layout: number): Sql => sql`
    select toString(event) as event, sum(events) as told
    from ${scoped('event_counts')}
    where layout = ${typed('UInt32', layout)}
    group by event
    union all
    select distinct toString(event) as event, 0 as told
    from ${scoped('marked_days')}
    where layout = ${typed('UInt32', layout)} and event != ''`;

/** What was told of an account without a person. Grain: one row a name. */
const namesOfAccounts = (names?: readonly string[]): Sql => sql`
    select toString(event) as event, countIf(traffic = 'customer') as told
    from ${scoped('events_by_customer')}
    where customer = 0 ${among(names)}
    group by event`;

const of = ({ event }: EventMatch): Sql => (event === null ? sql`true` : sql`event = ${event}`);

const propertiesOfPeople = (match: EventMatch): Sql =>
  sql`(select properties from ${scoped('events')} where ${of(match)})`;

const propertiesOfAccounts = (match: EventMatch): Sql => sql`(
    select properties::JSON(max_dynamic_paths = 256) as properties
    from ${scoped('events_by_customer')}
    where customer = 0 and ${of(match)}
  )`;

/** One row where any of some events bears the value. */
const bearing = (events: Sql, value: Sql): Sql<{ found: number }> => sql`
  select 1 as found
  from ${events}
  where isNotNull(${value})
  limit 1`;

/** Names of properties on some of the events, most frequent first; ≤ 1,000 rows. */
const propertiesOf = (match: EventMatch): Sql<{ property: string }> => sql`
  select arrayJoin(JSONAllPaths(properties)) as property
  from (
    select properties from ${propertiesOfPeople(match)} limit 20000
    union all
    select properties from ${propertiesOfAccounts(match)} limit 20000
  )
  group by property
  order by count() desc, property
  limit 1000`;
