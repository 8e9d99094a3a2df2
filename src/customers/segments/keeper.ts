import { isDomainError } from '#src/basics/errors.ts';
import { identifier, join, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { startOfDay } from '#src/customers/calendar/index.ts';
import { membersNow } from '#src/customers/members/index.ts';
import {
  concerns,
  type Judging,
  judgingAt,
  judgingUnit,
  nextContractChange,
  nextPhaseChange,
  peopleOf,
  type SegmentRule,
  type Watch,
  watchOf,
} from '#src/customers/segment-rules/index.ts';
import type { Keeper, Kept, News } from '#src/customers/upkeep/index.ts';
import { carryOut, type Move, movesInHand } from './moves.ts';

/** A segment is not counted again before this: half of the freshness promised goes into waiting, half is left for counting. */
const restMs = 15_000;

/** Keeps the members of live segments by difference. */
export const segmentsKeeper: Keeper = {
  name: 'segments',
  keep: async (kept, news) => {
    for (const move of await kept.records.rows(movesInHand())) await carryOut(kept, move);
    const live = inOrder((await kept.records.rows(liveSegments())).map(watched));
    if (live.length === 0) return;
    const now = kept.clock.now();
    const due = new Set(live.filter((one) => isDue(one, now)).map(({ id }) => id));
    await noteNews(kept, live, news, due);
    if (due.size > 0) await countDue(kept, live, due, now);
  },
};

/** So many are counted by one statement: what several of them ask for, everybody above all, is read once. */
const atOnce = 10;

async function countDue(kept: Kept, live: readonly Watched[], due: Set<string>, now: number): Promise<void> {
  const judgings = new Map<string, Judging>();
  let together: Watched[] = [];
  const count = async (): Promise<void> => {
    const moved = await countTogether(kept, together, judgings, now);
    for (const one of live) if (one.watch.segments.some((id) => moved.has(id))) due.add(one.id);
    together = [];
  };
  for (const segment of live) {
    if (kept.signal.aborted) return;
    const waits = together.some(({ id }) => segment.watch.segments.includes(id));
    if (waits || together.length >= atOnce) await count();
    if (due.has(segment.id)) together.push(segment);
  }
  if (together.length > 0) await count();
}

/** @returns those of whose members somebody moved */
async function countTogether(
  kept: Kept,
  segments: readonly Watched[],
  judgings: Map<string, Judging>,
  now: number,
): Promise<Set<string>> {
  const judged: { readonly segment: Watched; readonly people: Sql }[] = [];
  for (const segment of segments) {
    const judging = judgings.get(segment.unit) ?? (await judgingFor(kept, segment.unit, judgings, now));
    judgings.set(segment.unit, judging);
    try {
      judged.push({ segment, people: await peopleOf(judging, segment.rule) });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      await noteFault(kept, segment, error.code, now);
    }
  }
  const found = await differencesOf(kept, judged);
  const moved = new Set<string>();
  for (const [at, { segment }] of judged.entries()) {
    const difference = found[at];
    if (difference === undefined) throw new Error(`segment ${segment.id} was not counted`);
    if (await writeDown(kept, segment, difference, now)) moved.add(segment.id);
  }
  return moved;
}

async function judgingFor(
  kept: Kept,
  unit: Live['unit'],
  judgings: ReadonlyMap<string, Judging>,
  now: number,
): Promise<Judging> {
  const [other] = judgings.values();
  return other === undefined ? judgingAt(kept, unit, now) : judgingUnit(other, unit);
}

/** A live segment, as the records tell it. */
interface Live {
  readonly id: string;
  readonly name: string;
  readonly unit: 'customer' | 'account';
  readonly rule: SegmentRule;
  readonly version: number;
  readonly revision: number;
  readonly judgedBy: number | null;
  readonly freshAt: string | null;
  readonly dueAt: string | null;
  readonly stale: boolean;
}
type Watched = Live & { readonly watch: Watch };

const watched = (live: Live): Watched => ({ ...live, watch: watchOf(live.rule, live.unit) });

/** Grain: a live segment with its current rule. */
const liveSegments = (): Sql<Live> => sql<Live>`
  select segments.id as id, segments.name as name, unit, rule, version, revision, judged_by as "judgedBy", fresh_at as "freshAt",
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
function inOrder(live: readonly Watched[]): Watched[] {
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

const isDue = ({ dueAt, version, judgedBy, stale }: Live, now: number): boolean =>
  version !== judgedBy || stale || (dueAt !== null && Date.parse(dueAt) <= now);

/**
 * Notes durably which segments have to be counted because of what arrived: those counted a moment ago wait for a while, and
 * are not forgotten meanwhile.
 */
async function noteNews(kept: Kept, live: readonly Watched[], news: News, due: Set<string>): Promise<void> {
  const now = kept.clock.now();
  const later: string[] = [];
  for (const { id, freshAt, watch } of live) {
    if (due.has(id) || !concerns(news, watch)) continue;
    const since = freshAt === null ? 0 : Date.parse(freshAt);
    if (since < now && since + restMs > now) later.push(id);
    else due.add(id);
  }
  if (later.length === 0) return;
  await kept.records.run(sql`
    update segments
    set due_at = least(due_at, fresh_at + make_interval(secs => ${restMs / 1000}::float8))
    where id = any(${later}::text[])`);
}

/** Writes down who moved. @returns whether anybody did */
async function writeDown(kept: Kept, segment: Watched, found: Difference, now: number): Promise<boolean> {
  const nobodyMoved = found.entered.length === 0 && found.gone.length === 0;
  const next = {
    size: found.size,
    at: new Date(now),
    due: await nextDue(kept, segment.watch, now),
    revision: segment.revision + (nobodyMoved ? 0 : 1),
  };
  const move = nobodyMoved ? undefined : await moveOf(kept, segment, found, next);
  await kept.records.transaction(async (tx) => {
    const done = await tx.run(sql`
      update segments
      set revision = ${next.revision}, size = ${next.size}, judged_by = ${segment.version}, layout = ${kept.workspace.layout},
        kept_since = coalesce(kept_since, ${next.at}), fresh_at = ${next.at}, due_at = ${next.due}, fault = null
      where id = ${segment.id}
        and revision = ${segment.revision}`);
    if (done === 0) throw new Error(`segment ${segment.id} was counted by somebody else meanwhile`);
    if (move !== undefined) await tx.run(written(kept.workspace.number, move, segment.version));
  });
  if (move !== undefined) await carryOut(kept, move);
  return move !== undefined;
}

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
      select account from ${scoped('memberships')}
      union distinct
      select group_id as account from ${scoped('events_by_customer')} where group_id != ''
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

/** A rule that cannot be judged any more (its list was deleted) is told so, and tried again tomorrow, or when it is changed. */
async function noteFault(kept: Kept, { id, version }: Live, fault: string, now: number): Promise<void> {
  await kept.records.run(sql`
    update segments
    set fault = ${fault}, judged_by = ${version}, layout = ${kept.workspace.layout}, due_at = ${new Date(midnightAfter(kept, now))}
    where id = ${id}`);
}

/** When time alone may move somebody next; null: never. */
async function nextDue(kept: Kept, watch: Watch, now: number): Promise<Date | null> {
  if (watch.time === 'never') return null;
  if (watch.time === 'instants') return new Date(now + restMs);
  const nexts = [
    ...(watch.contracts ? [nextContractChange(now)] : []),
    ...(watch.phases ? [nextPhaseChange(now)] : []),
  ];
  const changes = await Promise.all(nexts.map((next) => kept.warehouse.rows(next)));
  const instants = changes.flat().flatMap(({ at }) => (at === null ? [] : [Number(at)]));
  return new Date(Math.min(midnightAfter(kept, now), ...instants));
}

function midnightAfter({ workspace }: Kept, now: number): number {
  const today = Math.floor(now / 86_400_000);
  for (let day = today; day <= today + 3; day += 1) {
    const at = startOfDay(day, workspace.timezone);
    if (at > now) return at;
  }
  throw new Error(`no day begins within three days in ${workspace.timezone}`);
}
