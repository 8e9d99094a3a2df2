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
 * @param latest the workspace's newest version; null where there is no plan, which costs nothing
 * @param replay the set-aside event that is loaded again: judged by the newest version, and by that one each time
 */
export async function gateOf(
  records: Records,
  workspace: number,
  { latest, replay }: { readonly latest: number | null; readonly replay: bigint | null },
): Promise<Gate | undefined> {
  if (latest === null) return undefined;
  const versions = await versionsOf(records, workspace, latest);
  if (replay === null) {
    return (event) => passed(versions.find(({ from }) => event.receivedAt >= from)?.plan, event);
  }
  const pinned = await pinnedVersion(records, { workspace, latest, replay });
  const plan = versions.find(({ version }) => version === pinned)?.plan;
  return (event) => passed(plan, event);
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
  readonly version: number;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly plan: CompiledPlan;
}

interface Kept {
  readonly latest: number;
  /** Latest first. */
  readonly versions: Promise<readonly InForce[]>;
}

const keptOf = new WeakMap<Records, Map<number, Kept>>();

/** What waits in the journal may be older than the newest version, hardly older than so many. */
const versionsKept = 20;

/** Compiled once per version; asked of the records only when there is a newer one. */
function versionsOf(records: Records, workspace: number, latest: number): Promise<readonly InForce[]> {
  const byWorkspace = keptOf.get(records) ?? new Map<number, Kept>();
  keptOf.set(records, byWorkspace);
  const kept = byWorkspace.get(workspace);
  if (kept?.latest === latest) return kept.versions;
  const versions = readVersions(records, workspace, latest);
  byWorkspace.set(workspace, { latest, versions });
  versions.catch(() => byWorkspace.delete(workspace)); // read again at the next batch; this one is told of the fault
  return versions;
}

/** Grain: a version; at most `versionsKept`. */
async function readVersions(records: Records, workspace: number, latest: number): Promise<InForce[]> {
  const rows = await records.rows(sql<{ version: number; from: number; body: unknown }>`
    select version, (extract(epoch from approved_at) * 1000)::float8 as from, body
    from plan_versions
    where workspace_id = ${workspace}
      and version <= ${latest}
    order by version desc
    limit ${versionsKept}`);
  return rows.map(({ version, from, body }) => ({ version, from, plan: compilePlan(Plan.parse(body)) }));
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
