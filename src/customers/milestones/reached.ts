import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { type About, shownHolders, subjectOf } from '#src/customers/about/index.ts';
import { dateText, startOfDay } from '#src/customers/calendar/index.ts';
import { badCursor, type Engines, type Frame, framed, limits, listedBy } from '#src/customers/frame/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { OfAnswer, Preview, PreviewPeopleAsk, ReachedPage, Rule } from './ask.ts';
import { type Kept, milestoneNamed, milestonesOf, requireSound, settled } from './definitions.ts';
import { counted, ofOne, standing } from './queries.ts';
import { milestoneWords } from './words.ts';

/** How many have it already, and how many are near. @throws DomainError those of `requireSound` */
export async function previewOf(engines: Engines, rule: Rule): Promise<z.input<typeof Preview>> {
  await requireSound(engines, rule);
  const whole = await settled(engines, rule);
  const frame = await nowFrame(engines);
  const [row] = await engines.warehouse.rows(counted(standing(frame, whole)), limits(engines));
  return {
    reached: Number(row?.reached ?? 0),
    near: Number(row?.near ?? 0),
    words: milestoneWords(whole),
  };
}

/** Who they are. */
export const previewPeople = listedBy(async (engines: Engines, { rule, which }: PreviewPeopleAsk) => {
  const frame = await nowFrame(engines);
  const standings = standing(frame, await settled(engines, rule));
  const passing = which === 'reached' ? sql`is_reached` : sql`is_near`;
  return {
    frame,
    people: sql`select groupBitmapState(unit) as people from (select unit, is_reached, is_near from ${standings}) where ${passing}`,
  };
});

const nowFrame = (engines: Engines): Promise<Frame> =>
  framed(engines, { unit: 'customer', people: [], includeMarked: false });

/** Milestones of one person: those reached, and how far the others are. @throws DomainError `customers.unknown` */
export async function milestonesOfOne(engines: Engines, about: About): Promise<z.input<typeof OfAnswer>> {
  const { records } = engines;
  const subject = await subjectOf(records, about);
  const { customer } = subject;
  if (customer === null) return { milestones: [] };
  const frame = await nowFrame(engines);
  const told = new Map((await reachedBy(records, subject.ids)).map((row) => [row.milestone, row]));
  const all = (await milestonesOf(records)).filter(({ id, retiredAt }) => retiredAt === null || told.has(id));
  return {
    milestones: await Promise.all(
      all.map((milestone) =>
        ofMilestone(engines, { frame, customer, milestone, told: told.get(milestone.id) }),
      ),
    ),
  };
}

interface OfOne {
  readonly frame: Frame;
  readonly customer: number;
  readonly milestone: Kept;
  readonly told: Reached | undefined;
}

async function ofMilestone(engines: Engines, { frame, customer, milestone, told }: OfOne) {
  const rule = await settled(engines, milestone.current.rule);
  const [row] = await engines.warehouse.rows(ofOne(standing(frame, rule, [customer])), limits(engines));
  const anniversary = row !== undefined && row.fallsOn !== 0;
  const at = anniversary ? startOfDay(row.fallsOn, frame.zone) : Number(row?.at ?? 0);
  const reached = row?.reached === 1 ? new Date(at).toISOString() : null;
  const { id, name, claimable } = milestone;
  return {
    id,
    name,
    words: milestoneWords(rule),
    claimable,
    reachedAt: told?.at ?? reached,
    announced: told !== undefined,
    claimedAt: told?.claimedAt ?? null,
    soFar: row?.soFar ?? 0,
    takes: row?.takes ?? takes(rule),
    dueOn: anniversary && row.reached === 0 ? dateText(row.fallsOn) : null,
  };
}

/** What it takes of whoever did none of it yet. */
function takes(rule: Awaited<ReturnType<typeof settled>>): number {
  if (rule.kind === 'times') return rule.times;
  if (rule.kind === 'days') return rule.days;
  return rule.kind === 'quantity' ? rule.quantity : 0;
}

interface Reached {
  readonly milestone: string;
  readonly holder: string;
  readonly at: string;
  readonly claimedAt: string | null;
}

/** What a person was told of, under any id; of two that were one person each, the first. Grain: (milestone). */
const reachedBy = (records: Transaction, ids: readonly string[]): Promise<Reached[]> =>
  records.rows(sql<Reached>`
    select distinct on (milestone) milestone, holder, reached_at as at, claimed_at as "claimedAt"
    from milestones_reached
    where holder = any(${ids}::text[])
    order by milestone, claimed_at nulls last, reached_at`);

/**
 * Says that somebody claimed what a milestone gives, once; or takes that back.
 *
 * @throws DomainError `milestones.unknown`, `milestones.not_claimable`, `milestones.not_reached`, `milestones.claimed`
 */
export async function claim(
  context: Context,
  { id, about }: { readonly id: string; readonly about: About },
  claimed: boolean,
): Promise<void> {
  const { records, actor, clock } = context;
  const subject = await subjectOf(records, about);
  await records.transaction(async (tx) => {
    const { claimable } = await milestoneNamed(tx, id);
    if (!claimable) throw notClaimable(id);
    await tx.rows(rowsOf(id, subject.ids));
    const row = (await reachedBy(tx, subject.ids)).find(({ milestone }) => milestone === id);
    if (row === undefined) throw notReached();
    if (claimed && row.claimedAt !== null) throw claimedBefore(id);
    await tx.run(sql`
      update milestones_reached
      set claimed_at = ${claimed ? new Date(clock.now()) : null}::timestamptz,
        claimed_by = ${claimed ? `${actor.kind}:${actor.id}` : null}
      where milestone = ${id} and holder = ${row.holder}`);
  });
}

/** Held until the transaction ends, so that of two who claim one waits. */
const rowsOf = (id: string, ids: readonly string[]): Sql => sql`
  select holder from milestones_reached where milestone = ${id} and holder = any(${ids}::text[]) for update`;

const notClaimable = (got: string): DomainError =>
  new DomainError('milestones.not_claimable', {
    kind: 'conflict',
    field: 'id',
    expected: 'a milestone for which something can be claimed',
    got,
  });

/** Says nothing of who it is. */
const notReached = (): DomainError =>
  new DomainError('milestones.not_reached', {
    kind: 'conflict',
    field: 'about',
    expected: 'somebody who reached it since it is kept',
  });

const claimedBefore = (got: string): DomainError =>
  new DomainError('milestones.claimed', {
    kind: 'conflict',
    field: 'id',
    expected: 'a milestone that was not claimed yet',
    got,
  });

/** Who was told of a milestone, latest first. @throws DomainError `milestones.unknown`, `insights.bad_cursor` */
export async function reachedPage(
  context: Context,
  {
    id,
    limit,
    cursor,
  }: { readonly id: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<z.input<typeof ReachedPage>> {
  const { records } = context;
  const { reached } = await milestoneNamed(records, id);
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw badCursor(cursor);
  const from = Number(cursor ?? 0);
  const found = await records.rows(sql<{ holder: string; at: string; claimedAt: string | null }>`
    select holder, reached_at as at, claimed_at as "claimedAt"
    from milestones_reached
    where milestone = ${id}
    order by reached_at desc, holder
    limit ${limit}::integer offset ${from}::integer`);
  const people = await shownHolders(
    context,
    found.map(({ holder }) => ({ kind: 'customer', holder })),
  );
  return {
    total: reached,
    people: found.flatMap(({ at, claimedAt }, place) => {
      const person = people[place];
      if (person === undefined) return [];
      const { kind: _kind, ...who } = person;
      return [{ ...who, reachedAt: at, claimedAt }];
    }),
    next: reached > from + limit ? String(from + limit) : null,
  };
}
