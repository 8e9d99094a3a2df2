import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { differences } from './differences.ts';
import { emptyPlan, inOrder, Plan } from './document.ts';
import { requireSound } from './sound.ts';

type Writing = Pick<Context, 'records' | 'workspace' | 'actor' | 'clock'>;

/** Which plan is meant: what is worked on, what is in force, or a version by its number. */
export type Which = 'draft' | 'approved' | number;

/** What is worked on. */
export interface Draft {
  readonly plan: Plan;
  /** Grows with every change, from one draft to the next too; a writer says which one it has seen. */
  readonly revision: number;
  readonly basedOn: number | null;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** What a writer saw of the plan before changing it. */
export interface Seen {
  /** The draft's revision; null where there was none. */
  readonly revision: number | null;
  /** The version in force; null where there was none, undefined where it was not told. */
  readonly approved?: number | null | undefined;
}

/** An approved version, without its body. */
export interface VersionLine {
  readonly version: number;
  readonly note: string;
  readonly changes: number;
  readonly approvedAt: string;
  readonly approvedBy: string;
}

/** The draft, or undefined where nobody works on one. */
export async function draftOf(records: Transaction): Promise<Draft | undefined> {
  const row = await records.row(sql<Omit<Draft, 'plan'> & { body: unknown }>`
    select body, revision, based_on as "basedOn", changed_at as "changedAt", changed_by as "changedBy"
    from plan_drafts`);
  if (row === undefined) return undefined;
  const { body, ...draft } = row;
  return { ...draft, plan: inOrder(Plan.parse(body)), changedAt: iso(draft.changedAt) };
}

/** Latest first. Grain: a version; some dozens. */
export async function versionLines(records: Transaction): Promise<VersionLine[]> {
  const rows = await records.rows(sql<VersionLine>`
    select version, note, changes, approved_at as "approvedAt", approved_by as "approvedBy"
    from plan_versions
    order by version desc
    limit 1000`);
  return rows.map((row) => ({ ...row, approvedAt: iso(row.approvedAt) }));
}

/** The newest approved version's number; null where none was approved. */
export async function latestVersion(records: Transaction): Promise<number | null> {
  const row = await records.row(
    sql<{ version: number | null }>`select max(version) as version from plan_versions`,
  );
  return row?.version ?? null;
}

/**
 * A plan as it stands: the draft (the approved one where nobody works on a draft), the approved one (an empty plan
 * where there is none), or a version; 0 is the empty plan before the first.
 *
 * @throws DomainError `plan.unknown_version`
 */
export async function planOf(records: Transaction, which: Which): Promise<Plan> {
  if (which === 'draft') {
    const draft = await draftOf(records);
    return draft?.plan ?? planOf(records, 'approved');
  }
  const version = which === 'approved' ? await latestVersion(records) : which;
  if (version === null || version === 0) return emptyPlan;
  const row = await records.row(
    sql<{ body: unknown }>`select body from plan_versions where version = ${version}`,
  );
  if (row !== undefined) return inOrder(Plan.parse(row.body));
  throw new DomainError('plan.unknown_version', {
    kind: 'not_found',
    field: 'version',
    expected: 'the number of an approved version of the plan',
    got: version,
  });
}

/**
 * Changes the draft, beginning one from the approved plan where there is none.
 *
 * @param seen what the change is made on; undefined: whatever there is
 * @param change gives the new plan from the one there is
 * @throws DomainError `plan.changed_meanwhile`, and what `requireSound` refuses
 */
export async function changeDraft(
  { records, workspace, actor, clock }: Writing,
  seen: Seen | undefined,
  change: (plan: Plan) => Plan,
): Promise<Draft> {
  return records.transaction(async (tx) => {
    await lock(tx, workspace.number);
    const draft = await draftOf(tx);
    const latest = await latestVersion(tx);
    if (seen !== undefined) requireSeen({ draft, latest }, seen);
    const basedOn = draft === undefined ? latest : draft.basedOn;
    const plan = inOrder(change(draft?.plan ?? (await planOf(tx, 'approved'))));
    requireSound(plan);
    const next = await nextRevision(tx, workspace.number);
    const changedAt = new Date(clock.now());
    const changedBy = `${actor.kind}:${actor.id}`;
    await tx.run(sql`
      insert into plan_drafts (workspace_id, body, revision, based_on, changed_at, changed_by)
      values (${workspace.number}, ${JSON.stringify(plan)}::jsonb, ${next}, ${basedOn}, ${changedAt}, ${changedBy})
      on conflict (workspace_id) do update
      set body = excluded.body, revision = excluded.revision, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by`);
    return { plan, revision: next, basedOn, changedAt: changedAt.toISOString(), changedBy };
  });
}

/** One that no draft of the workspace ever had. */
async function nextRevision(tx: Transaction, workspace: number): Promise<number> {
  const row = await tx.row(sql<{ revision: number }>`
    update workspaces
    set plan_revision = plan_revision + 1
    where number = ${workspace}
    returning plan_revision as revision`);
  if (row === undefined) throw new Error(`there is no workspace ${workspace}`);
  return row.revision;
}

/** Puts the draft away. @throws DomainError `plan.no_draft`, `plan.changed_meanwhile` */
export async function discardDraft({ records, workspace }: Writing, revision: number): Promise<void> {
  await records.transaction(async (tx) => {
    await lock(tx, workspace.number);
    requireRevision(requireDraft(await draftOf(tx)), revision);
    await tx.run(sql`delete from plan_drafts`);
  });
}

/**
 * Makes the draft the next version, by which what is received from now on is judged.
 *
 * @throws DomainError `plan.no_draft`, `plan.changed_meanwhile`, `plan.nothing_new`, and what `requireSound` refuses
 */
export async function approveDraft(
  { records, workspace, actor, clock }: Writing,
  { revision, note }: { readonly revision: number; readonly note: string },
): Promise<VersionLine> {
  return records.transaction(async (tx) => {
    await lock(tx, workspace.number);
    const { plan, ...draft } = requireDraft(await draftOf(tx));
    requireRevision(draft, revision);
    requireSound(plan);
    const before = await planOf(tx, 'approved');
    const latest = await latestVersion(tx);
    const changes = differences(before, plan).length;
    if (changes === 0) {
      throw new DomainError('plan.nothing_new', {
        kind: 'conflict',
        expected: 'a draft that differs from the approved plan',
      });
    }
    const version = (latest ?? 0) + 1;
    const at = new Date(clock.now());
    const by = `${actor.kind}:${actor.id}`;
    await tx.run(sql`
      insert into plan_versions (workspace_id, version, body, note, changes, approved_at, approved_by)
      values (${workspace.number}, ${version}, ${JSON.stringify(plan)}::jsonb, ${note}, ${changes}, ${at}, ${by})`);
    await tx.run(sql`update workspaces set plan_version = ${version} where number = ${workspace.number}`);
    await tx.run(sql`delete from plan_drafts`);
    return { version, note, changes, approvedAt: at.toISOString(), approvedBy: by };
  });
}

/** One writer of a workspace's plan at a time. */
const lock = (tx: Transaction, workspace: number): Promise<unknown> =>
  tx.rows(sql`select number from workspaces where number = ${workspace} for update`);

function requireDraft(draft: Draft | undefined): Draft {
  if (draft !== undefined) return draft;
  throw new DomainError('plan.no_draft', {
    kind: 'not_found',
    expected: 'a draft of the plan; change it first',
  });
}

/** A draft that came and was approved meanwhile leaves no draft, as before it; the version tells. */
function requireSeen(
  { draft, latest }: { readonly draft: Draft | undefined; readonly latest: number | null },
  { revision, approved }: Seen,
): void {
  requireRevision(draft, revision);
  if (approved === undefined || approved === latest) return;
  throw new DomainError('plan.changed_meanwhile', {
    kind: 'conflict',
    field: 'approved',
    expected: `the version in force, ${latest ?? 'none'}; another was approved meanwhile`,
    got: approved,
  });
}

function requireRevision(draft: Pick<Draft, 'revision'> | undefined, revision: number | null): void {
  if (revision === (draft?.revision ?? null)) return;
  throw new DomainError('plan.changed_meanwhile', {
    kind: 'conflict',
    field: 'revision',
    expected: 'the draft as it stands now; somebody changed it meanwhile',
    got: revision,
  });
}

const iso = (at: string): string => new Date(at).toISOString();
