import { isDomainError } from '#src/basics/errors.ts';
import { identifier, join, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { membersNow } from '#src/customers/members/index.ts';
import { type Judging, judgingAt, judgingUnit, peopleOf } from '#src/customers/segment-rules/index.ts';
import { isOwnFault, type Kept } from '#src/customers/upkeep/index.ts';
import type { Live, Watched } from './live.ts';
import { carryOut, type Move } from './moves.ts';

/** So many are counted by one statement: what several of them ask for, everybody above all, is read once. */
export const atOnce = 10;

/** One look at the segments of a workspace. */
export interface Look {
  readonly kept: Kept;
  /** Epoch milliseconds. */
  readonly now: number;
  /** When a segment counted now is counted next, if nothing arrives. */
  nextDue(segment: Watched): Promise<Date>;
}

interface Judged {
  readonly segment: Watched;
  readonly people: Sql;
}

/**
 * Counts some segments and writes down who moved. One that cannot be counted is put off, and says why; the others are
 * counted one by one.
 *
 * @returns those of whose members somebody moved
 */
export async function countTogether(look: Look, segments: readonly Watched[]): Promise<Set<string>> {
  const judged = await judgedBy(look, segments);
  const found = await differencesOf(look.kept, judged).catch((error: unknown) => {
    if (!isOwnFault(error)) throw error;
    return undefined;
  });
  if (found !== undefined) return writeDown(look, judged, found);
  const [only, ...others] = judged;
  const moved = new Set<string>();
  if (only !== undefined && others.length === 0) await noteFault(look, only.segment, 'segments.too_heavy');
  else for (const { segment } of judged) for (const id of await countTogether(look, [segment])) moved.add(id);
  return moved;
}

async function judgedBy(look: Look, segments: readonly Watched[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  const [first] = segments;
  if (first === undefined) return judged;
  const judging: Judging = await judgingAt(look.kept, first.unit, look.now);
  for (const segment of segments) {
    try {
      judged.push({ segment, people: await peopleOf(judgingUnit(judging, segment.unit), segment.rule) });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      await noteFault(look, segment, error.code);
    }
  }
  return judged;
}

async function writeDown(
  look: Look,
  judged: readonly Judged[],
  found: readonly Difference[],
): Promise<Set<string>> {
  const still: Watched[] = [];
  const moved = new Set<string>();
  for (const [at, { segment }] of judged.entries()) {
    const difference = found[at];
    if (difference === undefined) throw new Error(`segment ${segment.id} was not counted`);
    if (
      difference.entered.length === 0 &&
      difference.gone.length === 0 &&
      segment.judgedBy === segment.version
    ) {
      still.push(segment);
      continue;
    }
    await writeMove(look, segment, difference);
    moved.add(segment.id);
  }
  await noteStill(look, still);
  return moved;
}

/** Those of whom nobody moved, by one statement. */
async function noteStill(look: Look, segments: readonly Watched[]): Promise<void> {
  if (segments.length === 0) return;
  const { kept, now } = look;
  const dues = await Promise.all(segments.map((segment) => look.nextDue(segment)));
  await kept.records.run(sql`
    update segments
    set layout = ${kept.workspace.layout}, fresh_at = ${new Date(now)}, due_at = told.due, pending = false, fault = null,
      failed_by = null
    from unnest(${segments.map(({ id }) => id)}::text[], ${segments.map(({ revision }) => revision)}::bigint[],
      ${dues.map((due) => due.toISOString())}::timestamptz[]) as told (id, revision, due)
    where segments.id = told.id
      and segments.revision = told.revision`);
}

async function writeMove(look: Look, segment: Watched, found: Difference): Promise<void> {
  const { kept, now } = look;
  const at = new Date(now);
  const due = await look.nextDue(segment);
  const revision = segment.revision + 1;
  const move = await moveOf(kept, segment, found, { at, revision });
  await kept.records.transaction(async (tx) => {
    const done = await tx.run(sql`
      update segments
      set revision = ${revision}, size = ${found.size}, judged_by = ${segment.version}, layout = ${kept.workspace.layout},
        kept_since = coalesce(kept_since, ${at}), fresh_at = ${at}, due_at = ${due}, pending = false, fault = null,
        failed_by = null
      where id = ${segment.id}
        and revision = ${segment.revision}`);
    if (done === 0) throw new Error(`segment ${segment.id} was counted by somebody else meanwhile`);
    await tx.run(written(kept.workspace.number, move, segment.version));
  });
  await carryOut(kept, move);
}

/** What could not be counted is tried again when it is due next, or when its rule is changed; its members stay as they are. */
async function noteFault(look: Look, segment: Watched, fault: string): Promise<void> {
  const { kept } = look;
  await kept.records.run(sql`
    update segments
    set fault = ${fault}, failed_by = ${segment.version}, layout = ${kept.workspace.layout}, pending = false,
      due_at = ${new Date(look.now + putOffMs)}
    where id = ${segment.id}`);
}
const putOffMs = 3_600_000;

interface Difference {
  readonly size: number;
  /** Keys as text. */
  readonly entered: readonly string[];
  readonly gone: readonly string[];
}

/** Of each segment who came and who left, in their order. Grain: one row. */
async function differencesOf(
  { warehouse, signal }: Kept,
  judged: readonly { readonly segment: Live; readonly people: Sql }[],
): Promise<Difference[]> {
  if (judged.length === 0) return [];
  const sets = judged.map(
    ({ segment, people }, at) =>
      sql`${people} as ${name('n', at)}, ${membersNow(segment)} as ${name('o', at)}`,
  );
  const keys = (set: Sql) => sql`arrayMap(key -> toString(key), bitmapToArray(${set}))`;
  const told = judged.map((_, at) => {
    const [now, before] = [name('n', at), name('o', at)];
    return sql`(toUInt64(bitmapCardinality(${now})), ${keys(sql`bitmapAndnot(${now}, ${before})`)}, ${keys(sql`bitmapAndnot(${before}, ${now})`)})`;
  });
  const [row] = await warehouse.rows(
    sql<{ found: (readonly [string | number, string[], string[]])[] }>`
      select [${join(told, ', ')}] as found
      from (select ${join(sets, ', ')})`,
    { seconds: 120, memory: 4 * 2 ** 30, signal },
  );
  return (row?.found ?? []).map(([size, entered, gone]) => ({ size: Number(size), entered, gone }));
}

const names = Array.from({ length: atOnce }, (_, at) => [`n${at}`, `o${at}`]).flat();
const name = (kind: 'n' | 'o', at: number): Sql => identifier(`${kind}${at}`, names);

async function moveOf(
  kept: Kept,
  segment: Live,
  { entered, gone }: Difference,
  { at, revision }: { readonly at: Date; readonly revision: number },
): Promise<Move> {
  const { id, name, unit, version, judgedBy } = segment;
  const own = {
    segment: id,
    name,
    unit,
    revision,
    at: at.toISOString(),
    announces: judgedBy === version,
    stored: false,
  };
  const none = { entered: [], gone: [], enteredAccounts: [], goneAccounts: [] };
  if (unit === 'customer') return { ...own, ...none, entered: entered.map(Number), gone: gone.map(Number) };
  const accounts = await accountsOf(kept, [...entered, ...gone]);
  const named = (keys: readonly string[]) => keys.flatMap((key) => accounts.get(key) ?? []);
  return { ...own, ...none, enteredAccounts: named(entered), goneAccounts: named(gone) };
}

/** Accounts by their fingerprints. Grain: an account; as many as asked. */
async function accountsOf({ warehouse }: Kept, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await warehouse.rows(sql<{ key: string; account: string }>`
    select toString(sipHash64(account)) as key, account
    from (
      select account from ${scoped('known_accounts')}
      union distinct
      select holder as account from ${scoped('contract_versions')} where holder_kind = 'account'
    )
    where key in ${typed('Array(String)', keys)}`);
  return new Map(rows.map(({ key, account }) => [key, account]));
}

const written = (workspace: number, move: Move, version: number): Sql => sql`
  insert into segment_moves (segment, revision, workspace_id, at, version, announces, entered, gone, entered_accounts, gone_accounts)
  values (${move.segment}, ${move.revision}, ${workspace}, ${move.at}, ${version}, ${move.announces},
    ${move.entered}::bigint[], ${move.gone}::bigint[], ${move.enteredAccounts}::text[], ${move.goneAccounts}::text[])`;
