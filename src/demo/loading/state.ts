import type { Workspaces } from '#src/access/workspaces/index.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { LoadingParts } from '#src/events/loading/index.ts';
import type { DemoKind, DemoSettings, Language } from '../making/index.ts';

/** What loading and removing demos works with. */
export interface DemoParts {
  readonly loading: LoadingParts;
  readonly workspaces: Workspaces;
}

/** Edition of the generator. Raised whenever other bytes come out, so that no demo is half of each. */
export const recipe = 2;

/** A demo as it was begun. */
export interface DemoState {
  readonly kind: DemoKind;
  /** Null once the workspace is gone. */
  readonly workspace: number | null;
  readonly source: number | null;
  /** Epoch milliseconds. */
  readonly endsAt: number;
  readonly language: Language;
  readonly recipe: number;
  readonly loaded: boolean;
  readonly removed: boolean;
}

/** Every demo that was ever begun. Grain: a demo; at most four. */
export async function demoStates(records: Transaction): Promise<DemoState[]> {
  return records.rows(sql<DemoState>`
    select kind, workspace_id as workspace, source, (extract(epoch from ends_at) * 1000)::float8 as "endsAt",
      language, recipe, loaded_at is not null as loaded, removed_at is not null as removed
    from demos
    order by kind`);
}

/**
 * Makes the workspace, or takes the one that a start cut short has left without its record, and writes down what
 * the demo is made from. From here on it is made from nothing else.
 */
export async function beginDemo(
  { workspaces, loading: { records } }: DemoParts,
  making: { readonly kind: DemoKind; readonly now: number; readonly language: Language },
  settings: DemoSettings,
): Promise<{ readonly workspace: number; readonly source: number }> {
  const { kind, now, language } = making;
  const left = await leftOver(records, kind);
  if (left === undefined) await makeWorkspace(workspaces, kind, settings);
  const made = left ?? (await leftOver(records, kind));
  if (made === undefined) throw new Error(`the workspace of the demo ${kind} was not made`);
  await records.transaction(async (tx) => {
    await tx.run(sql`
      update workspaces
      set counting_unit = ${settings.countingUnit},
        internal_rules = ${JSON.stringify([{ kind: 'email_domain', value: settings.team }])}::jsonb
      where number = ${made.workspace}`);
    await tx.run(sql`
      insert into demos (kind, workspace_id, source, ends_at, language, recipe)
      values (${kind}, ${made.workspace}, ${made.source}, ${new Date(now)}, ${language}, ${recipe})`);
  });
  return made;
}

/** Its own address where that is free, else one after its name. */
async function makeWorkspace(workspaces: Workspaces, kind: DemoKind, settings: DemoSettings): Promise<void> {
  const taken = await workspaces.find(settings.slug);
  const making = { createdBy: 'system', demo: kind };
  await workspaces.create(
    { name: settings.name },
    taken === undefined ? { ...making, slug: settings.slug } : making,
  );
}

/** A workspace of this kind of which nothing is written down. Grain: a workspace; at most one. */
async function leftOver(
  records: Records,
  kind: DemoKind,
): Promise<{ workspace: number; source: number } | undefined> {
  const rows = await records.rows(sql<{ workspace: number; source: number }>`
    select workspaces.number as workspace, min(sources.number) as source
    from workspaces
    join sources on sources.workspace_id = workspaces.number
    where workspaces.demo = ${kind}
      and not exists (select 1 from demos where demos.workspace_id = workspaces.number)
    group by workspaces.number
    order by workspaces.number`);
  return rows[0];
}

/** All events and contracts are in, and the team has set it up. */
export const finishDemo = (records: Transaction, kind: DemoKind, at: number): Promise<number> =>
  records.run(sql`
    update demos
    set loaded_at = ${new Date(at)}
    where kind = ${kind}`);

/**
 * Loads or removes demos, one at a time in the whole installation.
 *
 * Holds one connection to the records. Released when the process dies.
 */
export async function withDemoLock<T>(records: Records, work: () => Promise<T>): Promise<T> {
  return records.transaction(async (tx) => {
    await tx.run(locked('demos', 0));
    return work();
  });
}
