import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type Engines, framed, limits } from '#src/customers/frame/index.ts';
import { count, fewPeople, say } from '#src/customers/wording/index.ts';
import type { Drawn, MapStep, Stage } from './drawn.ts';
import type { FirstMap } from './figures-ask.ts';
import { isNoStep } from './no-step.ts';

/** What newcomers do, and how long after their first event of all. */
interface FirstDeed {
  readonly event: string;
  readonly people: number;
  readonly medianMs: number;
}

interface DeedRow {
  readonly event: string;
  readonly people: number | string;
  readonly median: number;
}

/** Of those who did both: who did one before the other. */
interface OrderRow {
  readonly earlier: string;
  readonly later: string;
  readonly people: number | string;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Stages by how long after the first event their steps are done for the first time, at the median. */
const stages = [
  { id: 'first-steps', until: hour, name: say('Premiers pas', 'First steps') },
  { id: 'first-day', until: day, name: say('Premier jour', 'First day') },
  { id: 'first-week', until: 7 * day, name: say('Première semaine', 'First week') },
  { id: 'first-month', until: 31 * day, name: say('Premier mois', 'First month') },
  { id: 'later', until: Infinity, name: say('Ensuite', 'Later') },
] as const;

const mostSteps = 14;
/** An event that fewer of the newcomers do is no part of the common way. */
const leastShare = 0.05;

/**
 * A first map from what arrives: what newcomers do most, in the order in which they first do it. Nothing is kept.
 *
 * Read from the first time of each event of each customer: people, their own traffic.
 */
export async function firstMap(engines: Engines, { days }: { readonly days: number }): Promise<FirstMap> {
  const frame = await framed(engines, { people: [], includeMarked: false, unit: 'customer' });
  const rows = await engines.warehouse.rows(deeds(frame.layout, frame.asOf, days), limits(engines));
  const people = Number(rows.find(({ event }) => event === '')?.people ?? 0);
  const likely = rows
    .filter(({ event }) => !isNoStep(event))
    .map(
      ({ event, people: those, median }): FirstDeed => ({
        event,
        people: Number(those),
        medianMs: Number(median),
      }),
    )
    .filter((deed) => deed.people >= leastShare * people)
    .slice(0, mostSteps)
    .sort((a, b) => a.medianMs - b.medianMs || b.people - a.people || (a.event < b.event ? -1 : 1));
  if (people < fewPeople || likely.length < 2) {
    return {
      drawn: null,
      people,
      words: say(
        'Trop peu de nouveaux clients sont arrivés pour proposer une carte. Dessinez-la à la main : les étapes se relient ensuite aux événements.',
        'Too few newcomers have arrived to propose a map. Draw it by hand: steps can be bound to events later.',
      ),
    };
  }
  const names = likely.map(({ event }) => event);
  const orders = await engines.warehouse.rows(
    whichFirst(frame.layout, frame.asOf, { days, names }),
    limits(engines),
  );
  return {
    drawn: drawnFrom(inOrder(likely, orders)),
    people,
    words: say(
      `Proposée d’après les premiers gestes de ${count(people).fr} nouveaux clients des ${days} derniers jours.`,
      `Proposed from the first deeds of ${count(people).en} newcomers of the last ${days} days.`,
    ),
  };
}

/**
 * Deeds as most people do them one after the other. Medians alone mislead where not everybody does everything: those
 * who buy at once make the purchase early, though everybody who comes to a trial buys after it. So a deed gives way
 * to the next one where most of those who did both did that one first, and is then no earlier than it.
 */
function inOrder(deeds: readonly FirstDeed[], orders: readonly OrderRow[]): FirstDeed[] {
  const people = new Map(orders.map((row) => [`${row.earlier}\n${row.later}`, Number(row.people)]));
  const firsts = (one: FirstDeed, other: FirstDeed) => people.get(`${one.event}\n${other.event}`) ?? 0;
  const ordered = deeds.reduce<FirstDeed[]>((placed, deed) => {
    let place = placed.length;
    for (let before = placed[place - 1]; before !== undefined; before = placed[place - 1]) {
      const [here, there] = [firsts(deed, before), firsts(before, deed)];
      if (here + there < fewPeople || here <= there) break;
      place -= 1;
    }
    return placed.toSpliced(place, 0, deed);
  }, []);
  let latest = 0;
  return ordered.map((deed) => {
    latest = Math.max(latest, deed.medianMs);
    return { ...deed, medianMs: latest };
  });
}

function drawnFrom(found: readonly FirstDeed[]): Drawn {
  const placed = Map.groupBy(found, ({ medianMs }) => stages.find(({ until }) => medianMs < until)?.id);
  const drawn = stages.flatMap(({ id, name }): Stage[] => {
    const own = placed.get(id);
    return own === undefined
      ? []
      : [{ id, name, steps: own.map((deed) => stepFrom(deed, found.indexOf(deed))) }];
  });
  return {
    stages: drawn,
    window: { amount: placed.has('later') ? 90 : 30, of: 'day' },
    stays: { match: { event: null, where: [] }, days: 28 },
  };
}

function stepFrom({ event }: FirstDeed, at: number): MapStep {
  return {
    id: `step-${at + 1}`,
    name: { fr: event, en: event },
    matches: [{ event, where: [] }],
    basis: 'declared',
    channels: [],
    emotion: null,
    note: { text: '', basis: 'assumed' },
    status: null,
    owner: '',
  };
}

/** What newcomers of the last days did, those of most people first; '' is anything at all. Grain: an event; ≤ 200 rows. */
const deeds = (layout: number, asOf: number, days: number): Sql<DeedRow> => sql<DeedRow>`
  select tupleElement(did, 1) as event, count() as people,
    quantileExact(0.5)(toUnixTimestamp64Milli(tupleElement(did, 2)) - toUnixTimestamp64Milli(arrived)) as median
  from (
    select arrived, arrayJoin(arrayPushFront(own, ('', arrived))) as did
    from ${newcomers(layout, asOf, days)}
  )
  where not startsWith(tupleElement(did, 1), 'perdure.')
  group by event
  order by people desc, event
  limit 200`;

/** Which of two deeds newcomers did first, of those named. Grain: two events; ≤ 14 · 13 rows. */
const whichFirst = (
  layout: number,
  asOf: number,
  { days, names }: { readonly days: number; readonly names: readonly string[] },
): Sql<OrderRow> => sql<OrderRow>`
  select tupleElement(one, 1) as earlier, tupleElement(other, 1) as later, count() as people
  from (
    select one, arrayJoin(named) as other
    from (
      select named, arrayJoin(named) as one
      from (
        select arrayFilter(did -> has(${typed('Array(String)', names)}, tupleElement(did, 1)), own) as named
        from ${newcomers(layout, asOf, days)}
      )
    )
  )
  where tupleElement(one, 2) < tupleElement(other, 2)
  group by earlier, later
  limit 200`;

/** Who came in the last days, and the first time of each thing they did. Grain: a customer; ≤ customers. */
const newcomers = (layout: number, asOf: number, days: number): Sql => sql`(
    select customer, min(first_did) as arrived, groupArray((event, first_did)) as own
    from (
      select customer, toString(event) as event, min(first_time) as first_did
      from ${scoped('customer_events')}
      where layout = ${typed('UInt32', layout)}
      group by customer, event
    )
    where first_did < ${new Date(asOf)}
    group by customer
    having arrived >= ${new Date(asOf - days * day)}
  )`;
