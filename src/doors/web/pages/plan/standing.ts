import type { Event, Plan, Review, Status } from './shapes.ts';

/** How an event of the plan stands: in force and received, in force and silent, to be approved, only proposed. */
export type Stand = 'implemented' | 'silent' | 'waiting' | 'proposed';

/** An event of the plan with what is known of it. */
export interface Line {
  readonly event: Event;
  readonly stand: Stand;
  /** Undefined where it was never received. */
  readonly status: Status | undefined;
  /** Undefined where it is not in force: approving it is its first review. */
  readonly review: Review | undefined;
}

/** The events of a plan, each with how it stands. */
export function linesOf(
  plan: Plan,
  statuses: readonly Status[],
  reviews: readonly Review[],
): readonly Line[] {
  const status = new Map(statuses.map((one) => [one.event, one]));
  const review = new Map(reviews.map((one) => [one.event, one]));
  return plan.events.map((event) => {
    const own = status.get(event.name);
    const inForce = own !== undefined && own.state !== 'seen' ? own.state : undefined;
    const stand = !event.active ? 'proposed' : (inForce ?? 'waiting');
    return {
      event,
      stand,
      status: own,
      review: event.active && inForce !== undefined ? review.get(event.name) : undefined,
    };
  });
}

/** What the list may be narrowed to. */
export const filters = ['all', 'silent', 'overdue', 'waiting', 'proposed'] as const;
export type Filter = (typeof filters)[number];

/** How many lines each filter leaves. */
export const countsOf = (lines: readonly Line[]): Readonly<Record<Filter, number>> => ({
  all: lines.length,
  silent: narrowed(lines, 'silent', '').length,
  overdue: narrowed(lines, 'overdue', '').length,
  waiting: narrowed(lines, 'waiting', '').length,
  proposed: narrowed(lines, 'proposed', '').length,
});

/** The lines that a filter and a searched text leave. */
export function narrowed(lines: readonly Line[], filter: Filter, text: string): readonly Line[] {
  const wanted = text.trim().toLowerCase();
  return lines.filter(({ event, stand, review }) => {
    const kept = filter === 'all' || (filter === 'overdue' ? review?.overdue === true : stand === filter);
    const said = [event.name, event.purpose, event.owner, event.metric, event.description];
    return kept && (wanted === '' || said.some((one) => one?.toLowerCase().includes(wanted)));
  });
}

/**
 * What arrives without being in the plan shown, the most frequent of late first. A client library's own events (`$…`)
 * are never unknown; clicks among them have a place of their own.
 */
export const strangers = (plan: Plan, statuses: readonly Status[]): readonly Status[] => {
  const planned = new Set(plan.events.map(({ name }) => name));
  return statuses
    .filter(({ event, state }) => state === 'seen' && !planned.has(event) && !event.startsWith('$'))
    .toSorted((a, b) => b.events - a.events || (b.lastSeen ?? '').localeCompare(a.lastSeen ?? ''));
};

/** Proposed events of which a purpose, an owner or a metric is still to be said, the most frequent first. */
export function toComplete(plan: Plan, statuses: readonly Status[]): readonly Event[] {
  const seen = new Map(statuses.map(({ event, events }) => [event, events]));
  return plan.events
    .filter((event) => !event.active && [event.purpose, event.owner, event.metric].some((one) => !one))
    .toSorted((a, b) => (seen.get(b.name) ?? 0) - (seen.get(a.name) ?? 0));
}

/** The owners and metrics already said, to be said again in the same words. */
export function saidBefore(plan: Plan): { owners: string[]; metrics: string[] } {
  const all = plan.events.flatMap((event) => [event, ...event.properties]);
  const once = (texts: readonly (string | null)[]) =>
    [...new Set(texts.filter((text) => text !== null && text !== ''))].filter((text) => text !== null);
  return {
    owners: once(all.map(({ owner }) => owner)),
    metrics: once(all.map(({ metric }) => metric)),
  };
}
