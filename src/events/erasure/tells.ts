import {
  type OwnStores,
  type PartAsked,
  type Person,
  type Telling,
  type Told,
  toldAtOnce,
} from '#src/access/index.ts';
import { receivedObject } from '#src/basics/received-json.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';

const numbers = ({ numbers: own }: Person) => typed('Array(UInt32)', own);
const iso = (time: string): string => `${time.replace(' ', 'T')}Z`;

interface EventRow {
  readonly customer: number;
  readonly time: string;
  readonly event: string;
  readonly message_id: string;
  readonly type: string;
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly group_id: string;
  readonly source: number;
  readonly traffic: string;
  readonly properties: string;
  readonly traits: string;
  readonly context: string;
  readonly original_time: string;
  readonly received_at: string;
}

/** Every event as it was received, all traffic, oldest first. */
export const toldEvents: Telling = {
  as: 'events',
  tell: async ({ warehouse }, person, { after, most }) => {
    const rows = await warehouse.rows(eventsAfter(person, after, most));
    const last = rows.at(-1);
    const more = rows.length === most && last !== undefined;
    return {
      things: rows.map((row) => ({
        time: iso(row.time),
        event: row.event,
        type: row.type,
        messageId: row.message_id,
        userId: row.user_id || null,
        anonymousId: row.anonymous_id || null,
        account: row.group_id || null,
        source: row.source,
        traffic: row.traffic,
        properties: receivedObject(row.properties),
        traits: receivedObject(row.traits),
        context: receivedObject(row.context),
        originalTime: iso(row.original_time),
        receivedAt: iso(row.received_at),
      })),
      next: more ? `${last.customer}|${last.time}|${last.source}|${last.message_id}` : null,
    };
  },
};

/** In the order of the table's key, so that a part is read alone. Grain: an event; ≤ most rows. */
function eventsAfter(person: Person, after: string | null, most: number): Sql<EventRow> {
  return sql<EventRow>`
    select customer, time, event, message_id, type, user_id, anonymous_id, group_id, source, traffic, properties, traits,
      context, original_time, received_at
    from ${scoped('events_by_customer')}
    where customer in ${numbers(person)}
      ${after === null ? nothing : beyond(after)}
    order by customer, time, message_id, source
    limit ${typed('UInt64', most)}`;
}

function beyond(after: string): Sql {
  const [, customer, time, source, id] = /^(\d+)\|([^|]+)\|(\d+)\|(.*)$/s.exec(after) ?? [];
  if (customer === undefined || time === undefined || source === undefined || id === undefined)
    throw new Error('a part of events ends with an event');
  const own = typed('UInt32', Number(customer));
  const at = typed("DateTime64(3, 'UTC')", time);
  return sql`and customer >= ${own}
      and (customer > ${own} or time >= ${at})
      and (customer, time, message_id, source) > (${own}, ${at}, ${id}, ${typed('UInt32', Number(source))})`;
}

interface TraitRow {
  readonly trait: string;
  readonly value: string;
  readonly once: boolean;
  readonly first: string;
  readonly last: string;
  readonly print: string;
}

/** What was said of the person: each value that a trait ever had, and from when to when it was told. */
export const toldTraits: Telling = {
  as: 'traits',
  tell: async ({ warehouse }, person, { after, most }) => {
    const rows = await warehouse.rows(traitsAfter(person, after, most));
    const last = rows.at(-1);
    return {
      things: rows.map(({ trait, value, first, last: latest }) => ({
        trait,
        value,
        firstTold: iso(first),
        lastTold: iso(latest),
      })),
      next: rows.length === most && last !== undefined ? `${last.print}|${last.trait}` : null,
    };
  },
};

/** Grain: a value of a trait; ≤ most rows. */
function traitsAfter(person: Person, after: string | null, most: number): Sql<TraitRow> {
  const [, print, trait] = /^(\d+)\|(.*)$/s.exec(after ?? '') ?? [];
  const rest =
    print === undefined || trait === undefined
      ? nothing
      : sql`and (trait, sipHash64(value)) > (${trait}, ${typed('UInt64', BigInt(print))})`;
  return sql<TraitRow>`
    select trait, value, sipHash64(value) as print, min(time) as first, max(time) as last
    from ${scoped('trait_changes')}
    where customer in ${numbers(person)}
      ${rest}
    group by trait, value
    order by trait, print
    limit ${typed('UInt64', most)}`;
}

/** Which accounts the person was told to belong to. Grain: an account; some dozens. */
export const toldAccounts: Telling = toldAtOnce('accounts', async ({ warehouse }, person) => {
  const rows = await warehouse.rows(sql<{ account: string; since: string; last: string }>`
    select account, min(time) as since, max(time) as last
    from ${scoped('memberships')}
    where customer in ${numbers(person)}
    group by account
    order by since, account`);
  return rows.map(({ account, since, last }) => ({ account, firstTold: iso(since), lastTold: iso(last) }));
});

interface AsideRow {
  readonly id: string;
  readonly reason: string;
  readonly state: string;
  readonly received: string;
  readonly event: Uint8Array;
  readonly mended: Uint8Array | null;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Events that could not be stored, as they came. @param mentions whether an event names the person */
export const toldAside = (mentions: (person: Person) => Sql): Telling => ({
  as: 'setAside',
  tell: async ({ records }: OwnStores, person: Person, { after, most }: PartAsked) => {
    // Grain: an event that was set aside; ≤ most rows.
    const rows = await records.rows(sql<AsideRow>`
      select id::text, reason, state, received_at as received, event, mended
      from set_aside
      where workspace_id = ${person.workspace}
        and set_aside.id > ${Number(after ?? 0)}
        and ${mentions(person)}
      order by set_aside.id
      limit ${most}`);
    const last = rows.at(-1);
    return {
      things: rows.map(({ event, mended, received, ...row }) => ({
        ...row,
        receivedAt: received,
        event: text(event),
        mended: mended === null ? null : text(mended),
      })),
      next: rows.length === most && last !== undefined ? last.id : null,
    };
  },
});

/** Ids, browsers that were theirs, and which ids were said to be one person. Grain: an id or a link; some dozens. */
export const toldIdentity: Telling = toldAtOnce('identity', async ({ records }, person) => {
  const own = person.userIds;
  const [ids, browsers, merges, asks] = await Promise.all([
    records.rows(sql<Told>`
      select kind, external_id as id
      from identities
      where workspace_id = ${person.workspace}
        and ((kind = 'user' and external_id = any(${own}::text[]))
          or (kind = 'anonymous' and external_id = any(${person.anonymousIds}::text[])))
      order by kind desc, external_id`),
    records.rows(sql<Told>`
      select 'browser' as kind, anonymous_id as id, user_id as "userId", at, undone_at as "undoneAt"
      from device_links
      where workspace_id = ${person.workspace}
        and user_id = any(${own}::text[])
      order by at, anonymous_id`),
    records.rows(sql<Told>`
      select 'merge' as kind, from_user as "from", into_user as "into", at, undone_at as "undoneAt"
      from merges
      where workspace_id = ${person.workspace}
        and (from_user = any(${own}::text[]) or into_user = any(${own}::text[]))
      order by at, number`),
    records.rows(sql<Told>`
      select 'merge asked for' as kind, from_user as "from", into_user as "into", asked_at as at
      from identity_asks
      where workspace_id = ${person.workspace}
        and (from_user = any(${own}::text[]) or into_user = any(${own}::text[]))
      order by number`),
  ]);
  return [...ids, ...browsers, ...merges, ...asks];
});
