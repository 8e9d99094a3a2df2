import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { ReceivedEvent } from '../intake/index.ts';
import { type CompiledPlan, compilePlan } from './compiled.ts';
import { Plan } from './document.ts';
import { type Finding, judgeByPlan, type PlanReason } from './judge.ts';
import { type KeptText, keptText } from './kept-text.ts';

/** An event as it is stored, or why it is not. */
export type Passed =
  | { readonly event: ReceivedEvent; readonly findings: readonly Finding[] }
  | (KeptText & {
      readonly kind: 'rejected' | 'quarantined';
      readonly reason: PlanReason;
      readonly field: string;
      readonly expected: string;
      readonly got: string;
      readonly findings: readonly Finding[];
    });

/** Lets one event pass, or not. */
export type Gate = (event: ReceivedEvent) => Passed;

/**
 * The gate of a workspace: each event is judged by the version that was in force when it was received, so that a batch
 * cut half-way and done again is judged the same.
 *
 * @param of.latest the newest version that counts; null where there is no plan, which costs nothing
 * @param of.replay the set-aside event that is loaded again: judged by the newest version, and by that one each time
 * @param of.since when the first of the events was received, epoch milliseconds
 */
export async function gateOf(
  records: Records,
  workspace: number,
  {
    latest,
    replay,
    since,
  }: { readonly latest: number | null; readonly replay: bigint | null; readonly since: number },
): Promise<Gate | undefined> {
  if (latest === null) return undefined;
  if (replay === null) {
    const versions = await versionsOf(records, workspace, { latest, since });
    return (event) => passed(versions.find(({ from }) => event.receivedAt >= from)?.plan, event);
  }
  const pinned = await pinnedVersion(records, { workspace, latest, replay });
  const [version] = await versionsOf(records, workspace, { latest: pinned, since: Infinity });
  return (event) => passed(version?.plan, event);
}

/** @param plan undefined where none was in force yet */
function passed(plan: CompiledPlan | undefined, event: ReceivedEvent): Passed {
  if (plan === undefined) return { event, findings: [] };
  const judged = judgeByPlan(plan, event);
  if (judged.outcome === 'accepted') return { event, findings: judged.findings };
  if (judged.outcome === 'fixed') {
    return {
      event: { ...event, event: judged.event, properties: judged.properties },
      findings: judged.findings,
    };
  }
  const { outcome, ...why } = judged;
  return { ...why, ...keptText(event), kind: outcome === 'refused' ? 'rejected' : 'quarantined' };
}

interface InForce {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly plan: CompiledPlan;
}

/** Which versions: all that were in force at an instant or later, up to the latest. */
interface Span {
  readonly latest: number;
  /** Epoch milliseconds; infinite: the latest alone. */
  readonly since: number;
}

interface Kept extends Span {
  /** Latest first. */
  readonly versions: Promise<readonly InForce[]>;
}

const keptOf = new WeakMap<Records, Map<number, Kept>>();

/** Compiled once per version; asked of the records only when there is a newer one, or older events come. */
function versionsOf(records: Records, workspace: number, span: Span): Promise<readonly InForce[]> {
  const byWorkspace = keptOf.get(records) ?? new Map<number, Kept>();
  keptOf.set(records, byWorkspace);
  const kept = byWorkspace.get(workspace);
  if (kept?.latest === span.latest && kept.since <= span.since) return kept.versions;
  const versions = readVersions(records, workspace, span);
  byWorkspace.set(workspace, { ...span, versions });
  versions.catch(() => byWorkspace.delete(workspace)); // read again at the next batch; this one is told of the fault
  return versions;
}

/** Grain: a version; as many as were approved while the events waited, and the one before. */
async function readVersions(
  records: Records,
  workspace: number,
  { latest, since }: Span,
): Promise<readonly InForce[]> {
  const first =
    since === Infinity
      ? sql`${latest}`
      : sql`coalesce((
        select max(version)
        from plan_versions
        where workspace_id = ${workspace}
          and version <= ${latest}
          and approved_at <= ${new Date(since)}), 0)`;
  const rows = await records.rows(sql<{ from: number; body: unknown }>`
    select (extract(epoch from approved_at) * 1000)::float8 as from, body
    from plan_versions
    where workspace_id = ${workspace}
      and version <= ${latest}
      and version >= ${first}
    order by version desc`);
  return rows.map(({ from, body }) => ({ from, plan: compilePlan(Plan.parse(body)) }));
}

async function pinnedVersion(
  records: Records,
  {
    workspace,
    latest,
    replay,
  }: { readonly workspace: number; readonly latest: number; readonly replay: bigint },
): Promise<number> {
  const pinned = await records.row(sql<{ version: number }>`
    update set_aside
    set plan_version = coalesce(plan_version, ${latest})
    where workspace_id = ${workspace}
      and id = ${replay}::bigint
    returning plan_version as version`);
  return pinned?.version ?? latest;
}
