import type { Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { newId } from '#src/basics/ids.ts';
import { locked } from '#src/basics/locks.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { dateText, dayNumber, isDate } from '#src/customers/calendar/index.ts';
import { propertyNumber, propertyText } from '#src/customers/event-match/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { EventNames } from './ask.ts';
import { actualQuantity, promisedQuantity, referenceOf, storable } from './told-text.ts';

type Engines = Pick<Context, 'workspace' | 'warehouse' | 'records' | 'clock'>;

/** By which events promises are told in a workspace. */
export async function eventNamesOf(records: Transaction): Promise<EventNames> {
  const row = await records.row(sql<{ names: unknown }>`select names from promise_events`);
  return EventNames.parse(row?.names ?? {});
}

/**
 * Brings the register up to date with the promises that events tell. Done again it changes nothing.
 *
 * Of several events that make one promise (a person and a reference) the latest holds; of those that keep it, the first on
 * the day it was made or later. An event without a reference is a promise of its own, which no event can keep; one without
 * a day, or for a day before it was made, is none. A day told as an instant is its local day. What was said by hand of such a promise stays, until an event says it.
 *
 * @param among only what was told of these people and of accounts alone; everybody unless told
 */
export async function takeEvents(engines: Engines, among?: readonly number[]): Promise<void> {
  const { workspace, warehouse, records, clock } = engines;
  const names = await eventNamesOf(records);
  const events = (await warehouse.rows(eventsTold(names, new Date(clock.now()), among))).map(heldByRecords);
  const promises = promisesTold(events, names, dayOf(workspace.timezone));
  if (promises.length === 0) return;
  await records.transaction(async (tx) => {
    await tx.run(locked('promises', workspace.number));
    await store(tx, engines, promises);
  });
}

interface Event {
  readonly customer: number;
  readonly account: string;
  readonly event: string;
  readonly at: number | string;
  readonly messageId: string;
  readonly reference: string;
  readonly what: string;
  readonly dueOn: string;
  readonly days: number | null;
  readonly promised: number | null;
  readonly actual: number | null;
  readonly unit: string;
}

/** An event as records can hold it: anybody who has the key for browsers may send any text. */
const heldByRecords = (event: Event): Event => ({
  ...event,
  account: storable(event.account),
  messageId: storable(event.messageId),
  reference: referenceOf(storable(event.reference)),
  what: storable(event.what),
  unit: storable(event.unit),
  promised: promisedQuantity(event.promised),
  actual: actualQuantity(event.actual),
});

/** A promise as its events tell it. */
interface FromEvents {
  readonly customer: number;
  readonly account: string;
  readonly reference: string;
  readonly what: string;
  readonly madeOn: string;
  readonly dueOn: string;
  readonly promised: number | null;
  readonly unit: string;
  readonly keptOn: string | null;
  readonly actual: number | null;
}

function promisesTold(
  events: readonly Event[],
  { made, kept }: EventNames,
  localDay: (at: number) => string,
): FromEvents[] {
  const keyOf = (event: Event) =>
    `${event.customer}|${event.customer === 0 ? event.account : ''}|${event.reference === '' ? `message ${event.messageId}` : event.reference}`;
  return [...Map.groupBy(events, keyOf).values()].flatMap((own) => {
    const terms = own.findLast(({ event }) => event === made);
    if (terms === undefined) return [];
    const madeOn = localDay(Number(terms.at));
    const dueOn = dueDay(terms, madeOn, localDay);
    if (dueOn === undefined) return [];
    const keeping = own.find(({ event, at }) => event === kept && localDay(Number(at)) >= madeOn);
    const { customer, account, messageId, reference, what, promised, unit } = terms;
    return [
      {
        customer,
        account,
        reference: reference === '' ? referenceOf(`message ${messageId}`) : reference,
        what: cut(what === '' ? made : what, 200),
        madeOn,
        dueOn,
        promised,
        unit: cut(unit, 40),
        keptOn: keeping === undefined ? null : localDay(Number(keeping.at)),
        actual: keeping?.actual ?? null,
      },
    ];
  });
}

const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function dueDay(
  { dueOn, days }: Event,
  madeOn: string,
  localDay: (at: number) => string,
): string | undefined {
  const at = instant.test(dueOn) ? Date.parse(dueOn) : Number.NaN;
  const day = Number.isNaN(at) ? dueOn.slice(0, 10) : localDay(at);
  if (isDate(day)) return day >= madeOn ? day : undefined;
  if (days === null || days < 0 || days > 3_650) return undefined;
  return dateText(dayNumber(madeOn) + Math.round(days));
}

/** Writes what events tell: known promises are changed, others added, in one statement for all. */
async function store(
  tx: Transaction,
  { workspace, clock }: Engines,
  promises: readonly FromEvents[],
): Promise<void> {
  const known = await knownPromises(
    tx,
    promises.map(({ reference }) => reference),
  );
  const holders = new Map(
    (await tx.rows(firstIds(promises.map(({ customer }) => customer)))).map((row) => [
      row.customer,
      row.holder,
    ]),
  );
  const given = promises.flatMap((promise) => {
    const { customer, account, reference } = promise;
    const holder = customer === 0 ? account : holders.get(customer);
    if (holder === undefined) return [];
    const kind = customer === 0 ? 'account' : 'customer';
    const id = known.get(`${kind}|${customer === 0 ? account : customer}|${reference}`) ?? newId('prm');
    return [{ ...promise, id, kind, holder }];
  });
  await tx.run(sql`
    insert into promises as before (
      id, workspace_id, holder_kind, holder, source, reference, what, made_on, due_on, promised, unit, kept_on, actual,
      recorded_at, recorded_by, kept_at, kept_by
    )
    select id, ${workspace.number}::integer, kind, holder, 'event', reference, what, "madeOn", "dueOn", promised, unit,
      "keptOn", actual, ${new Date(clock.now())}::timestamptz, 'event',
      case when "keptOn" is not null then ${new Date(clock.now())}::timestamptz end,
      case when "keptOn" is not null then 'event' end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (
      id text, kind text, holder text, reference text, what text, "madeOn" date, "dueOn" date, promised numeric(38, 6),
      unit text, "keptOn" date, actual numeric(38, 6))
    on conflict (id) do update
    set what = excluded.what, made_on = excluded.made_on, due_on = excluded.due_on, promised = excluded.promised,
      unit = excluded.unit,
      kept_on = case when excluded.kept_on is not null or before.kept_by = 'event' or before.kept_on < excluded.made_on
        then excluded.kept_on else before.kept_on end,
      actual = case when excluded.kept_on is not null or before.kept_by = 'event' then excluded.actual else before.actual end,
      kept_at = case when excluded.kept_on is not null and before.kept_by = 'event' then before.kept_at
        else coalesce(excluded.kept_at, before.kept_at) end,
      kept_by = coalesce(excluded.kept_by, before.kept_by)`);
}

/** Ids of promises that events told before, by whom and reference. A person's are found by each of their ids. */
async function knownPromises(tx: Transaction, references: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ id: string; kind: string; holder: string; reference: string }>`
    select id, holder_kind as kind, holder, reference
    from promises
    where source = 'event'
      and reference = any(${[...new Set(references)]}::text[])
    order by id desc`);
  const numbers = await numbersOf(
    tx,
    rows.flatMap(({ kind, holder }) => (kind === 'customer' ? [holder] : [])),
  );
  return new Map(
    rows.map(({ id, kind, holder, reference }) => [
      `${kind}|${kind === 'account' ? holder : (numbers.get(holder) ?? 0)}|${reference}`,
      id,
    ]),
  );
}

/** An id of each person, a user's before a browser's. Grain: a number; at most as many as asked. */
const firstIds = (customers: readonly number[]) => sql<{ customer: number; holder: string }>`
  select distinct on (customer) customer, external_id as holder
  from identities
  where customer = any(${[...new Set(customers)]}::integer[])
  order by customer, kind desc, external_id`;

/** What was told of promises, in the order of time. Grain: an event; as many as promises were made and kept. */
function eventsTold(names: EventNames, now: Date, among: readonly number[] | undefined): Sql<Event> {
  const people = among === undefined ? nothing : sql`and customer in ${typed('Array(UInt32)', among)}`;
  const both = typed('Array(String)', [names.made, names.kept]);
  return sql<Event>`
    select customer, group_id as account, toString(event) as event, toUnixTimestamp64Milli(time) as at,
      message_id as "messageId", ${text(names.reference)} as reference, ${text(names.what)} as what,
      ${text(names.dueOn)} as "dueOn", ${number(names.days)} as days, ${number(names.promised)} as promised,
      ${number(names.actual)} as actual, ${text(names.unit)} as unit
    from (
      select customer, group_id, event, time, message_id, properties
      from ${scoped('events')}
      where event in ${both} and traffic = 'customer' and time <= ${now} ${people}
      union all
      select customer, group_id, event, time, message_id, properties::JSON(max_dynamic_paths = 256) as properties
      from ${scoped('events_by_customer')}
      where customer = 0 and group_id != '' and event in ${both} and traffic = 'customer' and time <= ${now}
    )
    order by time, message_id`;
}

const text = (property: string): Sql => sql`trimBoth(ifNull(${propertyText(property)}, ''))`;
const number = (property: string): Sql => sql`toFloat64OrNull(toString(${propertyNumber(property)}))`;
