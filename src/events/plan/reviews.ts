import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Plan } from './document.ts';

const dayMs = 86_400_000;

/** When an event in use was last looked at, and when it is to be looked at again. */
export interface Review {
  readonly event: string;
  readonly owner: string | null;
  readonly everyDays: number;
  /** `YYYY-MM-DD`; null: never. */
  readonly lastOn: string | null;
  readonly dueOn: string | null;
  /** Days past the due day; 0 on it and before. Null where it was never looked at, which is overdue. */
  readonly daysOver: number | null;
  readonly overdue: boolean;
}

/**
 * The reviews of the events in use, the most overdue first. The later of the plan's own date and the one noted counts.
 *
 * @param today local day
 */
export function reviewsOf(plan: Plan, noted: ReadonlyMap<string, string>, today: string): Review[] {
  return plan.events
    .filter((event) => event.active)
    .map(({ name, owner, review }) => {
      const lastOn = later(review.lastOn, noted.get(name) ?? null);
      const due = lastOn === null ? null : Date.parse(lastOn) + review.everyDays * dayMs;
      const daysOver = due === null ? null : Math.max(0, Math.round((Date.parse(today) - due) / dayMs));
      const dueOn = due === null ? null : new Date(due).toISOString().slice(0, 10);
      const { everyDays } = review;
      return {
        event: name,
        owner,
        everyDays,
        lastOn,
        dueOn,
        daysOver,
        overdue: daysOver === null || daysOver > 0,
      };
    })
    .sort((a, b) => (b.daysOver ?? Infinity) - (a.daysOver ?? Infinity) || (a.event < b.event ? -1 : 1));
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

/** Grain: an event; at most as many as were ever planned. */
export async function notedReviews(records: Transaction): Promise<Map<string, string>> {
  const rows = await records.rows(sql<{ event: string; on: string }>`
    select event, reviewed_on::text as on
    from plan_reviews`);
  return new Map(rows.map(({ event, on }) => [event, on]));
}

/** Notes that somebody looked at events of the plan. An earlier day than the one noted changes nothing. */
export async function noteReviews(
  tx: Transaction,
  { workspace, actor }: Pick<Context, 'workspace' | 'actor'>,
  { events, on }: { readonly events: readonly string[]; readonly on: string },
): Promise<void> {
  await tx.run(sql`
    insert into plan_reviews (workspace_id, event, reviewed_on, reviewed_by)
    select ${workspace.number}::integer, event, ${on}::date, ${`${actor.kind}:${actor.id}`}::text
    from unnest(${events}::text[]) as event
    on conflict (workspace_id, event) do update
    set reviewed_on = excluded.reviewed_on, reviewed_by = excluded.reviewed_by
    where plan_reviews.reviewed_on < excluded.reviewed_on`);
}

/** @throws DomainError `plan.not_planned` */
export function requirePlanned(plan: Plan, events: readonly string[], field: string): void {
  const known = new Set(plan.events.map(({ name }) => name));
  const unknown = events.find((event) => !known.has(event));
  if (unknown === undefined) return;
  throw new DomainError('plan.not_planned', {
    kind: 'not_found',
    field,
    expected: 'an event, or a property of one, that is in the plan',
    got: unknown,
  });
}
