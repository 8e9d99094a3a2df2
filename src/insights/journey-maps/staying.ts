import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dayLists, type Engines, eventRows, hasBitmaps, int, limits } from '#src/customers/frame/index.ts';
import { histories, isEntry, type Order, stepBit } from '#src/insights/funnels/index.ts';
import type { Proportion } from '#src/maths/intervals/index.ts';
import type { MapPlan } from './plan.ts';
import { judgedAfter } from './self-evident.ts';
import { at, laterBits, ofPlace } from './ways.ts';

const dayMs = 86_400_000;

/** How those who can be watched long enough stayed. */
export interface Stayed {
  /** How many they are. */
  readonly observed: number;
  /** One per measured step after the first. */
  readonly steps: readonly StayedBy[];
}

/** Who stayed of those who did a step within the window from entering, and of those who did not. */
export interface StayedBy {
  readonly place: number;
  readonly did: Proportion;
  readonly others: Proportion;
}

interface StayRow {
  readonly place: number;
  readonly did: number | boolean;
  readonly stayed: number | boolean;
  readonly people: number | string;
}

/**
 * Held against each other at a landmark, the end of the window: what was done until then tells the groups, what comes
 * after tells who stayed. Whoever cannot be watched to the last of the days is left out.
 *
 * @param order what it takes to tell people's events apart, as `talliesOf` found it
 */
export async function stayedBySteps(engines: Engines, plan: MapPlan, order: Order): Promise<Stayed> {
  const rows = await engines.warehouse.rows(tallies(plan, order), limits(engines));
  const at = (place: number) => rows.filter((row) => Number(row.place) === place);
  return {
    observed: sum(at(1)),
    steps: plan.bound.slice(1).map(({ place }) => {
      const group = (did: boolean): Proportion => {
        const those = at(place).filter((row) => Boolean(row.did) === did);
        return { hits: sum(those.filter(({ stayed }) => Boolean(stayed))), total: sum(those) };
      };
      return { place, did: group(true), others: group(false) };
    }),
  };
}

const sum = (rows: readonly StayRow[]): number =>
  rows.reduce((total, { people }) => total + Number(people), 0);

/** Grain: one row per (measured step, did, stayed); ≤ 30 × 4. */
const tallies = (plan: MapPlan, order: Order): Sql<StayRow> => sql<StayRow>`
  select place, did, stayed, count() as people
  from ${lives(plan, order)}
  group by place, did, stayed`;

/** The people of an effect as one bitmap. Grain: one row. */
export const peopleStaying = (
  plan: MapPlan,
  place: number,
  { did, stayed }: { readonly did: boolean; readonly stayed: boolean | null },
): Sql => sql`
  select groupBitmapState(unit) as people
  from ${lives(plan, 'whole')}
  where ${at(place)}
    and ${did ? sql`did` : sql`not did`}
    and ${stayed === null ? sql`true` : stayed ? sql`stayed` : sql`not stayed`}`;

/**
 * Everybody observable at every measured step, after one that makes the customer only who did that one: unit, place, did (at
 * the first step: did it again), stayed.
 */
function lives(plan: MapPlan, order: Order): Sql {
  const places = plan.bound.map(({ place }) => place);
  const bits = places.map(stepBit);
  const among = judgedAfter(plan).map((after) => (after === 0 ? 0 : stepBit(after)));
  return sql`(
    select unit, place, stayed, bitAnd(did_bits, ${ofPlace(bits)}) != 0 as did
    from (
      select unit, did_bits, stayed, arrayJoin(${typed('Array(UInt32)', places)}) as place
      from ${judged(plan, order)}
    )
    where bitAnd(did_bits, ${ofPlace(among)}) = ${ofPlace(among)}
  )`;
}

/** Those who can be watched long enough: unit, landmark (the local day on which their window ends), did_bits. */
function landmarks(plan: MapPlan, order: Order): Sql {
  const { windowMs, base, zone, drawn, known } = plan;
  const window = typed('UInt64', windowMs);
  return sql`(
    select unit, did_bits, landmark
    from (
      select unit, toInt32(toDate32(fromUnixTimestamp64Milli(toInt64(since + ${window}) + ${typed('Int64', base)}, 'UTC'), ${zone})) as landmark,
        arrayReduce('groupBitOr', arrayPushBack(
          arrayMap((m, f) -> if(m - since <= ${window}, f, toUInt32(0)), arraySlice(ms, entry + 1), arraySlice(flags, entry + 1)),
          toUInt32(0))) as did_bits
      from (
        select unit, ms, flags, arrayFirstIndex(f -> ${isEntry(plan, sql`f`)}, flags) as entry, arrayElement(ms, entry) as since
        from ${histories(plan, order, laterBits(plan))}
      )
    )
    where landmark + ${int(drawn.stays.days)} < ${int(known.current)}
  )`;
}

/** Those who can be watched long enough, with whether they were seen on the days that count: unit, did_bits, stayed. */
function judged(plan: MapPlan, order: Order): Sql {
  const { drawn, from, to, windowMs, known } = plan;
  const days = {
    from: from + Math.floor(windowMs / dayMs),
    to: Math.min(to + Math.ceil(windowMs / dayMs) + 1 + drawn.stays.days, known.current - 1),
  };
  const { match } = drawn.stays;
  const inTime = sql`landmark + 1 and landmark + ${int(drawn.stays.days)}`;
  if (match.event === null && hasBitmaps(plan, match)) {
    return sql`(
      select landmarks.unit as unit, landmarks.did_bits as did_bits,
        arrayExists(on_day -> on_day between ${inTime}, told.on_days) as stayed
      from ${landmarks(plan, order)} as landmarks
      any left join (select customer, on_days from ${dayLists(plan, days)}) as told on landmarks.unit = told.customer
    )`;
  }
  return sql`(
    select unit, any(did_bits) as did_bits, max(on_day between ${inTime}) as stayed
    from (
      select landmarks.unit as unit, landmarks.did_bits as did_bits, landmarks.landmark as landmark, told.day as on_day
      from ${landmarks(plan, order)} as landmarks
      left join (select unit, day from ${eventRows(plan, match, days)}) as told on landmarks.unit = told.unit
    )
    group by unit
  )`;
}
