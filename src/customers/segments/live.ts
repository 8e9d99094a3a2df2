import { type Sql, sql } from '#src/basics/sql.ts';
import { type SegmentRule, type Watch, watchOf } from '#src/customers/segment-rules/index.ts';

/** A live segment, as the records tell it. */
export interface Live {
  readonly id: string;
  readonly name: string;
  readonly unit: 'customer' | 'account';
  readonly rule: SegmentRule;
  readonly version: number;
  readonly revision: number;
  readonly judgedBy: number | null;
  /** The version that could not be judged. */
  readonly failedBy: number | null;
  readonly freshAt: string | null;
  readonly dueAt: string | null;
  readonly stale: boolean;
}

/** A live segment, and what may move its members. */
export type Watched = Live & { readonly watch: Watch };

export const watched = (live: Live): Watched => ({ ...live, watch: watchOf(live.rule, live.unit) });

/** Grain: a live segment with its current rule. */
export const liveSegments = (): Sql<Live> => sql<Live>`
  select segments.id as id, segments.name as name, unit, rule, version, revision, judged_by as "judgedBy", failed_by as "failedBy", fresh_at as "freshAt",
    due_at as "dueAt", segments.layout is distinct from workspaces.layout as stale
  from segments
  join workspaces on workspaces.number = segments.workspace_id
  cross join lateral (
    select rule, version
    from segment_versions
    where segment = segments.id
    order by version desc
    limit 1
  ) as latest
  where retired_at is null
  order by segments.created_at, segments.id`;

/** Those that others ask for come first. */
export function inOrder(live: readonly Watched[]): Watched[] {
  const byId = new Map(live.map((one) => [one.id, one]));
  const ordered = new Map<string, Watched>();
  const add = (one: Watched): void => {
    if (ordered.has(one.id)) return;
    for (const id of one.watch.segments) {
      const other = byId.get(id);
      if (other !== undefined) add(other); // no circle: rules that would make one are refused
    }
    ordered.set(one.id, one);
  };
  for (const one of live) add(one);
  return [...ordered.values()];
}
