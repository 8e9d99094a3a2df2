import { join, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { bearsName, passesTests, propertyText } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { eventRows, eventsOf, type Frame, int, moment } from '#src/customers/frame/index.ts';
import { traitValues, unitOf } from '#src/customers/traits/index.ts';
import type { Goal, Source } from './ask.ts';
import { wordsFor } from './catalogue.ts';
import type { Setting } from './settings.ts';

/** What who has which goal is read from. */
export interface Told {
  readonly frame: Frame;
  /** Those of the frame's unit, retired ones too. */
  readonly goals: readonly Goal[];
  readonly source: Source;
  readonly settings: ReadonlyMap<number | string, Setting>;
  /** Only this one: a customer's number, or an account's id. */
  readonly only?: number | string | undefined;
}

/**
 * Who has which goal: unit, goal (its place among those given, from 1; 0 where what was told is none), since (epoch
 * milliseconds), how, said.
 *
 * What was set by hand holds over what was told, until it is let go; of an answer and a trait the one told later holds.
 * Grain: (unit); ≤ units of whom a goal is known.
 */
export function holders(told: Told): Sql {
  const parts = [byHand(told), ...byTrait(told), ...byAnswer(told)];
  return sql`(
    select unit, latest.1 as goal, latest.2 as since, latest.3 as how, latest.4 as said
    from (
      select unit, argMax((goal, since, how, said), (how = 'hand', told)) as latest
      from (${join(parts, '\nunion all\n')})
      where ${isWanted(sql`unit`, told.frame.wanted)}
        and ${isOnly(told)}
      group by unit
    )
  )`;
}

const isOnly = ({ frame, only }: Told): Sql => {
  if (only === undefined) return sql`true`;
  return frame.unit === 'customer'
    ? sql`unit = ${typed('UInt32', Number(only))}`
    : sql`unit = sipHash64(${String(only)})`;
};

function byHand({ frame, goals, settings }: Told): Sql {
  const placeOf = new Map(goals.map(({ id }, at) => [id, at + 1]));
  const rows = [...settings].filter(([, { goal }]) => placeOf.has(goal));
  const keys = rows.map(([key]) => key);
  const units =
    frame.unit === 'customer'
      ? sql`${typed('Array(UInt32)', keys.map(Number))}`
      : sql`arrayMap(account -> sipHash64(account), ${typed('Array(String)', keys.map(String))})`;
  return sql`
      select one.1 as unit, one.2 as goal, one.3 as since, one.3 as told, 'hand' as how, '' as said
      from (
        select arrayJoin(arrayZip(${units},
          ${typed(
            'Array(UInt16)',
            rows.map(([, { goal }]) => placeOf.get(goal) ?? 0),
          )},
          ${typed(
            'Array(Int64)',
            rows.map(([, { at }]) => at),
          )})) as one
      )`;
}

function byTrait({ frame: { unit, asOf }, goals, source: { trait } }: Told): Sql[] {
  if (trait === null) return [];
  const changes = unit === 'customer' ? scoped('trait_changes') : scoped('account_trait_changes');
  return [
    sql`
      select held.who as unit, ${placeTold(goals, sql`held.value`)} as goal, spans.first as since, spans.last as told, 'imported' as how,
        held.value as said
      from ${traitValues({ trait, asOf, unit })} as held
      join (
        select ${unitOf[unit]} as who, value, min(${moment}) as first, max(${moment}) as last
        from ${changes}
        where trait = ${trait}
          and time < ${new Date(asOf)}
        group by who, value
      ) as spans
      on spans.who = held.who and spans.value = held.value`,
  ];
}

function byAnswer({ frame, goals, source: { answer } }: Told): Sql[] {
  if (answer === null) return [];
  return [
    sql`
      select held.unit as unit, ${placeTold(goals, sql`held.one.1`)} as goal, held.one.2 as since, held.one.3 as told,
        'asked' as how, held.one.1 as said
      from (
        select unit, argMax((value, first, last), latest) as one
        from (
          select unit, assumeNotNull(${propertyText(answer.property)}) as value, min(${moment}) as first,
            max(${moment}) as last, max((time, arrival, message_id)) as latest
          from ${eventRows(frame, answer.match)}
          where ifNull(${propertyText(answer.property)}, '') not in ('', 'null')
          group by unit, value
        )
        group by unit
      ) as held`,
  ];
}

/** The place of the goal that a value tells, whatever its capitals; a word of one in use before that of a retired one. */
function placeTold(goals: readonly Goal[], value: Sql): Sql {
  const places = new Map<string, number>();
  for (const retired of [true, false]) {
    for (const [at, goal] of goals.entries()) {
      if ((goal.retiredAt !== null) === retired) for (const word of wordsFor(goal)) places.set(word, at + 1);
    }
  }
  if (places.size === 0) return sql`toUInt16(0)`;
  return sql`transform(lowerUTF8(trimBoth(${value})), ${typed('Array(String)', [...places.keys()])},
          ${typed('Array(UInt16)', [...places.values()])}, toUInt16(0))`;
}

/**
 * How far everybody who has a goal is: unit, since, how, said, done (per action the instant at which it was done, 0 where it
 * is not, and how often so far), late (per action: done after its days, or not yet and they are over).
 *
 * An action is done at the nth of its events; where actions are ordered, of those that came after the one that did
 * the one before: of equal times by arrival, so that days without an hour count as in order.
 * Each event of the goal's names is read once, for all its actions and everybody. Grain: (unit).
 *
 * @param which the goal's place among those told, from 0
 */
export function progressOf(told: Told, goal: Goal, which: number): Sql {
  const { frame } = told;
  const { actions, ordered, counts } = goal.current;
  const having = sql`(select unit, since, how, said from ${holders(told)} where goal = ${typed('UInt16', which + 1)})`;
  const places = join(
    actions.map(
      ({ match }) => sql`arraySort(groupArrayIf(${place}, ${bearsName(match)} and ${passesTests(match)}))`,
    ),
    ', ',
  );
  const names = actions.map(({ match }) => match.event);
  const since = counts === 'since' ? sql`having.since` : sql`toInt64(-1000000000000000)`;
  const needed = typed(
    'Array(UInt32)',
    actions.map((action) => action.times),
  );
  const days = typed(
    'Array(Int32)',
    actions.map((action) => action.days ?? 0),
  );
  return sql`(
    select unit, since, how, said, ${ordered ? inTurn(needed) : inAnyOrder(needed)} as done,
      arrayMap((one, days) -> days > 0 and if(one.1 != 0, ${dayAt(frame, sql`one.1`)}, ${int(frame.known.current)})
        > ${dayAt(frame, sql`since`)} + days, done, ${days}) as late
    from (
      select having.unit as unit, having.since as since, having.how as how, having.said as said,
        arrayMap(own -> arrayFilter(at -> at.1 >= ${since}, own),
          arrayResize(did.places, ${typed('UInt64', actions.length)})) as places
      from ${having} as having
      left join (
        select unit, [${places}] as places
        from ${eventsOf(frame, names)}
        where unit in (select unit from ${having})
        group by unit
      ) as did
      on did.unit = having.unit
    )
  )`;
}

/** Where an event stands among all of somebody's: by time, then as they arrived. */
const place = sql`(${moment}, arrival, toString(message_id))`;
const nowhere = sql`(toInt64(-1000000000000000), toUInt64(0), '')`;

const inAnyOrder = (needed: ReturnType<typeof typed>): Sql =>
  sql`arrayMap((own, needed) -> (if(length(own) < needed, toInt64(0), own[needed].1), length(own)), places, ${needed})`;

/** Each from after the one before; once one is not done, none after it is. */
const inTurn = (
  needed: ReturnType<typeof typed>,
): Sql => sql`arrayMap(one -> (if(one.3, one.1.1, toInt64(0)), one.2),
        arraySlice(arrayFold((before, own, needed) -> arrayPushBack(before, if(not before[-1].3, (${nowhere}, toUInt64(0), false),
            (arrayFilter(at -> at > before[-1].1, own)[needed], arrayCount(at -> at > before[-1].1, own),
              arrayCount(at -> at > before[-1].1, own) >= needed))),
          places, ${needed}, [(${nowhere}, toUInt64(0), true)]), 2))`;

/** The local day of an instant in epoch milliseconds. */
const dayAt = ({ zone }: Frame, at: Sql): Sql =>
  sql`toInt32(toDate32(fromUnixTimestamp64Milli(${at}, ${zone})))`;

/** One row of somebody's progress. */
export interface ProgressRow {
  readonly since: number | string;
  readonly how: 'hand' | 'asked' | 'imported';
  readonly said: string;
  readonly done: readonly (readonly [number | string, number | string])[];
  readonly late: readonly number[];
}

/** Which actions are done, and which late, with how many people. Grain: a pattern; few of 4^actions. */
export const patterns = (progress: Sql) => sql<{
  done: readonly number[];
  late: readonly number[];
  people: number | string;
}>`
  select pattern.1 as done, pattern.2 as late, count() as people
  from (select (arrayMap(one -> toUInt8(one.1 != 0), done), late) as pattern from ${progress})
  group by done, late`;

/** What was told that is no goal. Grain: a value; the 50 most frequent. */
export const unknownSaid = (told: Told) => sql<{ said: string; people: number | string }>`
  select said, count() as people
  from ${holders(told)}
  where goal = 0
  group by said
  order by people desc, said
  limit 50`;
