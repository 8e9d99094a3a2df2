import { createHash } from 'node:crypto';
import { type Sql, sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { dateText, dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { type Frame, framed, limits } from '#src/customers/frame/index.ts';
import type { Keeper, News, Kept as Upkept } from '#src/customers/upkeep/index.ts';
import { type Kept, milestonesOf, settled } from './definitions.ts';
import { reachedSince, type Settled, standing } from './queries.ts';

/** What is written or announced together. */
const atOnce = 2_000;

/**
 * Finds who reached a milestone, and announces it: one event each ever.
 *
 * It is written down first, under an id of the person, and announced from there by a message id made of that: cut anywhere
 * and done again, it is stored once. A person of whom any id stands there already is not written down again, whatever
 * late events, merges or new versions make of it. What was reached before the version was kept is not announced.
 *
 * Those who did something are looked at as it arrives; everybody once for a new version, and once a day, when
 * anniversaries fall and what was told ahead of its time comes to be.
 */
export const keeper: Keeper = {
  name: 'milestones',
  keep: async (kept, news) => {
    await announceWaiting(kept);
    const inUse = (await milestonesOf(kept.records)).filter(({ retiredAt }) => retiredAt === null);
    if (inUse.length === 0) return;
    const frame = await framed(kept, { unit: 'customer', people: [], includeMarked: false });
    for (const milestone of inUse) await look(kept, frame, milestone, news);
    await announceWaiting(kept);
  },
};

async function look(kept: Upkept, frame: Frame, milestone: Kept, news: News): Promise<void> {
  const { records, warehouse } = kept;
  const { version, rule, createdAt } = milestone.current;
  const today = dateText(frame.known.current);
  const isDue = milestone.lookedVersion < version || (milestone.lookedDay ?? '') < today;
  const everybody = news.everything || isDue;
  const whole = await settled(kept, rule);
  if (!everybody && !concerns(whole, news)) return;
  const since = Date.parse(createdAt);
  const firstDay = dayNumber(dateOf(frame, since));
  const found = await warehouse.rows(
    reachedSince(standing(frame, whole, everybody ? undefined : news.customers), since, firstDay),
    limits(kept),
  );
  const reached = found
    .map(({ customer, at, fallsOn }) => ({
      customer,
      at: fallsOn === 0 ? Number(at) : startOfDay(fallsOn, frame.zone),
    }))
    .filter(({ at }) => at >= since);
  for (let from = 0; from < reached.length; from += atOnce) {
    await writeDown(kept, milestone, reached.slice(from, from + atOnce));
  }
  if (!isDue) return;
  await records.run(sql`
    update milestones
    set looked_version = ${version}, looked_day = ${today}::date
    where id = ${milestone.id}`);
}

const dateOf = ({ zone }: Frame, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);

/** Whether what arrived may have moved somebody; a definition of value may count several things. */
function concerns(rule: Settled, { customers, events }: News): boolean {
  if (customers.length === 0) return false;
  if (rule.kind === 'days') return true;
  return rule.match.event === null || events.has(rule.match.event);
}

/**
 * Every id of some people, the one that new rows bear first: a known person's before a browser's; those of linked browsers last. In one
 * pass: asked person by person, tables that were just filled are read whole for each of them.
 *
 * Grain: an id of a person; some dozens each.
 */
const idsOf = (customers: readonly number[]): Sql<{ customer: number; id: string; linked: boolean }> => sql`
  select customer, id, linked
  from (
    select customer, external_id as id, false as linked, kind
    from identities
    where customer = any(${customers}::integer[])
    union all
    select identities.customer, device_links.anonymous_id, true, 'anonymous'
    from identities
    join device_links on device_links.workspace_id = identities.workspace_id
      and device_links.user_id = identities.external_id
    where identities.customer = any(${customers}::integer[])
      and identities.kind = 'user'
      and device_links.undone_at is null
  ) as ids
  order by linked, kind desc, id`;

/** Writes down who reached it, unless they stand there under any of their ids. */
async function writeDown(
  { records, workspace, clock }: Upkept,
  { id, current }: Kept,
  reached: readonly { readonly customer: number; readonly at: number }[],
): Promise<void> {
  await records.transaction(async (tx) => {
    const ids = await tx.rows(idsOf(reached.map(({ customer }) => customer)));
    const there = await tx.rows(sql<{ holder: string }>`
        select holder
        from milestones_reached
        where milestone = ${id}
          and holder = any(${ids.map((one) => one.id)}::text[])`);
    const known = new Set(there.map(({ holder }) => holder));
    const idsBy = Map.groupBy(ids, ({ customer }) => customer);
    const found = reached.flatMap(({ customer, at }) => {
      const own = idsBy.get(customer) ?? [];
      const holder = own.find(({ linked }) => !linked)?.id;
      return holder === undefined || own.some((one) => known.has(one.id)) ? [] : [{ customer, at, holder }];
    });
    await tx.run(sql`
        insert into milestones_reached (milestone, holder, workspace_id, customer, version, reached_at, found_at)
        select ${id}::text, holder, ${workspace.number}::integer, customer, ${current.version}::integer,
          to_timestamp(at / 1000.0), ${new Date(clock.now())}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as found (customer integer, at float8, holder text)
        on conflict do nothing`);
  });
}

interface Waiting {
  readonly milestone: string;
  readonly holder: string;
  readonly name: string;
  readonly claimable: boolean;
  readonly version: number;
  readonly at: string;
}

/** Announces what is written down; whoever has no events any more is let be. */
async function announceWaiting(kept: Upkept): Promise<void> {
  const { records, clock } = kept;
  for (;;) {
    const waiting = await records.rows(notAnnounced);
    if (waiting.length === 0) return;
    const numbers = await numbersOf(
      records,
      waiting.map(({ holder }) => holder),
    );
    await kept.announce(
      waiting.flatMap(({ milestone, holder, name, claimable, version, at }) => {
        const customer = numbers.get(holder);
        if (customer === undefined) return [];
        return [
          {
            event: 'perdure.milestone_reached',
            at: Date.parse(at),
            customer,
            messageId: messageOf(milestone, holder),
            properties: { milestone, name, claimable, version },
          },
        ];
      }),
    );
    const told = JSON.stringify(waiting.map(({ milestone, holder }) => ({ milestone, holder })));
    await records.run(sql`
      update milestones_reached
      set announced_at = ${new Date(clock.now())}
      from jsonb_to_recordset(${told}::jsonb) as told (milestone text, holder text)
      where milestones_reached.milestone = told.milestone
        and milestones_reached.holder = told.holder`);
  }
}

/** Says nothing of who it is: message ids are shown where ids of people are not. */
const messageOf = (milestone: string, holder: string): string =>
  `milestone-${createHash('sha256').update(`${milestone}\0${holder}`).digest('hex').slice(0, 40)}`;

/** Grain: a milestone of a person; at most as many as are announced together. */
const notAnnounced = sql<Waiting>`
  select milestone, holder, name, claimable, version, reached_at as at
  from milestones_reached
  join milestones on milestones.id = milestones_reached.milestone
  where announced_at is null
  order by milestone, holder
  limit ${atOnce}::integer`;
