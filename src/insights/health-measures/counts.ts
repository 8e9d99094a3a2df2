import { identifier, join, nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import {
  bearsName,
  type EventMatch,
  passesTests,
  propertyNumber,
  propertyText,
} from '#src/customers/event-match/index.ts';
import {
  type Engines,
  eventsTelling,
  type Frame,
  keyTypes,
  limits,
  moment,
} from '#src/customers/frame/index.ts';
import { dayAt } from './days.ts';
import { type Count, longestSince, type Reading } from './reading.ts';

/** Of whom counts are wanted, and at which instants (epoch milliseconds, exclusive). Keys are the warehouse's, as text. */
export type Targets =
  | { readonly kind: 'all'; readonly at: readonly [number] }
  | { readonly kind: 'one'; readonly key: string; readonly at: readonly number[] }
  /** Each at one of the instants: `places[i]` is the place of the instant of `keys[i]`. */
  | {
      readonly kind: 'each';
      readonly keys: readonly string[];
      readonly places: readonly number[];
      readonly at: readonly number[];
    };

/** The counts of a holder at the instant of a place, in the order of the reading; undefined where no event of it is read. */
export type Counts = (key: string, place: number) => readonly number[] | undefined;

interface CountRow {
  readonly key: string;
  readonly at: number;
  readonly counts: readonly number[];
}

/** Counts all of a reading in one pass over the events. */
export async function countsOf(
  engines: Engines,
  frame: Frame,
  reading: Reading,
  targets: Targets,
): Promise<Counts> {
  if (reading.counts.length === 0 || targets.at.length === 0) return () => undefined;
  const rows = await engines.warehouse.rows(countRows(frame, reading, targets), limits(engines));
  const found = new Map(rows.map(({ key, at, counts }) => [`${key}|${at - 1}`, counts]));
  return (key, place) => found.get(`${key}|${place}`);
}

/** Grain: a holder and instant with an event within reach; ≤ holders × instants. */
function countRows(frame: Frame, reading: Reading, targets: Targets): Sql<CountRow> {
  const plan = planned(frame, reading, targets);
  return sql<CountRow>`
    select toString(unit) as key, at, [${join(
      reading.counts.map((count) => counted(plan, count)),
      ', ',
    )}] as counts
    from (
      select unit, customer, ms, said, at, ${join(
        plan.words.map((_, i) => wordColumn(i)),
        ', ',
      )}, ${join(
        plan.spans.map((days, i) => sinceColumns(plan, days, i)),
        ', ',
      )}
      from (
        select unit, customer, ${moment} as ms, said, ${placeOf(plan, targets)} as at
        from ${eventsTelling(frame, plan.said, sql`(${plan.wanted})${perhapsOf(frame, targets)}`)}
        where ${amongTargets(frame, targets)}
      )
      where at > 0 and ms < ${plan.instants}[at]
    )
    group by unit, at`;
}

/** What the statement's pieces refer to. */
interface Plan {
  readonly matches: readonly EventMatch[];
  readonly spans: readonly number[];
  readonly properties: readonly { readonly name: string; readonly number: boolean }[];
  /** One per 64 matches. */
  readonly words: readonly Sql[];
  readonly said: Sql;
  readonly wanted: Sql;
  readonly instants: Sql;
  readonly at: readonly number[];
  readonly zone: string;
}

function planned(frame: Frame, reading: Reading, targets: Targets): Plan {
  const matches = reading.matches();
  const properties = propertiesIn(reading.counts);
  const words = wordsOf(matches);
  const told = properties.map((property) => propertyOf(property, reading.counts));
  return {
    matches,
    properties,
    words,
    spans: [...new Set(reading.counts.map(({ window }) => window.days))],
    said: sql`tuple(${join([...words, ...told], ', ')})`,
    wanted: wantedBy(frame, reading, targets.at),
    instants: milliseconds(targets.at),
    at: targets.at,
    zone: frame.zone,
  };
}

const propertiesIn = (counts: readonly Count[]): Plan['properties'] => {
  const all = counts.flatMap(({ what, property }) =>
    property === undefined ? [] : [{ name: property, number: what === 'sum' }],
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};

/** A property's value where an event is of those it is asked of: converting it for all others takes longest of all. */
function propertyOf({ name, number }: Plan['properties'][number], counts: readonly Count[]): Sql {
  const asked = counts.filter(({ what, property }) => property === name && (what === 'sum') === number);
  const names = [...new Map(asked.map(({ match }) => [match.event, match])).values()];
  const wanted = join(
    names.map((match) => sql`(${bearsName(match)})`),
    ' or ',
  );
  return number
    ? sql`if(${wanted}, ifNull(toFloat64(${propertyNumber(name)}), 0), 0)`
    : sql`if(${wanted}, ifNull(${propertyText(name)}, ''), '')`;
}

const wordSize = 64;

/** Which matches an event is of, as bits. */
function wordsOf(matches: readonly EventMatch[]): Sql[] {
  const words: Sql[] = [];
  for (let from = 0; from < matches.length; from += wordSize) {
    const bits = matches
      .slice(from, from + wordSize)
      .map(
        (match, i) =>
          sql`bitShiftLeft(toUInt64(${bearsName(match)} and ${passesTests(match)}), ${typed('UInt8', i)})`,
      );
    words.push(bits.reduce((left, right) => sql`${left} + ${right}`));
  }
  return words;
}

/** Events of the names that are counted, as far back as each is. */
function wantedBy(frame: Frame, { counts }: Reading, at: readonly number[]): Sql {
  const first = Math.min(...at);
  const since = new Map<string | null, number>();
  for (const { what, match, window } of counts) {
    const days = what === 'last' ? longestSince : window.days * (window.before ? 2 : 1);
    const from = dayAt(first, -days, frame.zone);
    since.set(match.event, Math.min(from, since.get(match.event) ?? from));
  }
  const parts = [...Map.groupBy(since, ([, from]) => from)].map(([from, named]) => {
    const names = named.flatMap(([name]) => (name === null ? [] : [name]));
    const any = named.some(([name]) => name === null) ? [bearsName({ event: null, where: [] })] : [];
    const told = names.length === 0 ? [] : [sql`event in ${typed('Array(String)', names)}`];
    return sql`((${join([...any, ...told], ' or ')}) and time >= ${new Date(from)})`;
  });
  return join(parts, ' or ');
}

/** The place of the instant a row counts for, from 1; 0 for none. */
function placeOf({ at, spans, zone }: Plan, targets: Targets): Sql {
  if (targets.kind === 'all') return sql`toUInt32(1)`;
  if (targets.kind === 'each') {
    const keys = sql`arrayMap(key -> toUInt64(key), ${typed('Array(String)', targets.keys)})`;
    const places = typed(
      'Array(UInt32)',
      targets.places.map((place) => place + 1),
    );
    return sql`transform(toUInt64(unit), ${keys}, ${places}, toUInt32(0))`;
  }
  const reach = Math.max(longestSince, ...spans.map((days) => 2 * days));
  const floors = milliseconds(at.map((instant) => dayAt(instant, -reach, zone)));
  const places = typed(
    'Array(UInt32)',
    at.map((_, place) => place + 1),
  );
  return sql`arrayJoin(arrayFilter((place, from, to) -> ms >= from and ms < to, ${places}, ${floors}, ${milliseconds(at)}))`;
}

/** Of one account, only the events that name it and those of people who were ever its members are read at all. */
function perhapsOf({ unit }: Frame, targets: Targets): Sql {
  if (targets.kind !== 'one') return nothing;
  const key = typed(keyTypes[unit], targets.key);
  if (unit === 'customer') return sql` and customer = ${key}`;
  return sql` and (sipHash64(group_id) = ${key}
            or customer in (select customer from ${scoped('memberships')} where sipHash64(account) = ${key}))`;
}

function amongTargets({ unit }: Frame, targets: Targets): Sql {
  if (targets.kind !== 'one') return sql`true`;
  return sql`unit = ${typed(keyTypes[unit], targets.key)}`;
}

const wordColumn = (i: number): Sql =>
  sql`tupleElement(said, ${typed('UInt8', i + 1)}) as ${named('bits', i)}`;

/** From when on the last days, and as many before them, begin at the row's instant. */
const sinceColumns = ({ at, zone }: Plan, days: number, i: number): Sql => sql`
        ms >= ${milliseconds(at.map((instant) => dayAt(instant, -days, zone)))}[at] as ${named('late', i)},
        ms >= ${milliseconds(at.map((instant) => dayAt(instant, -2 * days, zone)))}[at] and not ${named('late', i)} as ${named('early', i)}`;

const milliseconds = (at: readonly number[]): Sql => sql`${typed('Array(Int64)', at)}`;

/** A column named by a word of ours and a number. */
const named = (word: 'bits' | 'late' | 'early', i: number): Sql =>
  identifier(`${word}_${i}`, [`${word}_${i}`]);

function counted(plan: Plan, count: Count): Sql {
  const place = plan.matches.findIndex((match) => JSON.stringify(match) === JSON.stringify(count.match));
  const bit = typed('UInt8', place % wordSize);
  const span = plan.spans.indexOf(count.window.days);
  const is = sql`bitTest(${named('bits', Math.floor(place / wordSize))}, ${bit})`;
  if (count.what === 'last') {
    const then = count.window.before ? sql`${is} and not ${named('late', span)}` : is;
    return sql`toFloat64(maxIf(ms, ${then}))`;
  }
  const when = named(count.window.before ? 'early' : 'late', span);
  const these = sql`${is} and ${when}`;
  if (count.what === 'events') return sql`toFloat64(countIf(${these}))`;
  if (count.what === 'people') return sql`toFloat64(uniqExactIf(customer, ${these} and customer != 0))`;
  const isNumber = count.what === 'sum';
  const at = plan.properties.findIndex(({ name, number }) => name === count.property && number === isNumber);
  const value = sql`tupleElement(said, ${typed('UInt8', plan.words.length + at + 1)})`;
  return isNumber
    ? sql`sumIf(${value}, ${these})`
    : sql`toFloat64(uniqExactIf(${value}, ${these} and ${value} != ''))`;
}
