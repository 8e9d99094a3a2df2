import { type Sql, scoped, sql } from '#src/basics/sql.ts';
import { startOfDay } from '#src/customers/calendar/index.ts';
import { latestJudgement } from '#src/customers/scores/index.ts';
import { concerns, nextContractChange, nextPhaseChange } from '#src/customers/segment-rules/index.ts';
import type { Keeper, Kept, News } from '#src/customers/upkeep/index.ts';
import { atOnce, countTogether, type Look } from './counting.ts';
import { inOrder, type Live, liveSegments, type Watched, watched } from './live.ts';
import { carryOut, movesInHand } from './moves.ts';

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
    const judged = live.some(({ watch }) => watch.scores) ? await latestJudgement(kept.records) : 0;
    const due = new Set(live.filter((one) => isDue(one, now, judged)).map(({ id }) => id));
    await noteNews(kept, live, news, due);
    if (due.size > 0) await countDue(lookAt(kept, now), live, due);
    if (!kept.signal.aborted) await noteLook(kept, now);
  },
};

async function countDue(look: Look, live: readonly Watched[], due: Set<string>): Promise<void> {
  let together: Watched[] = [];
  const count = async (): Promise<void> => {
    if (together.length === 0) return;
    const moved = await countTogether(look, together);
    for (const one of live) if (one.watch.segments.some((id) => moved.has(id))) due.add(one.id);
    together = [];
  };
  for (const segment of live) {
    if (look.kept.signal.aborted) return;
    const waits = together.some((one) => hasFailed(one) || segment.watch.segments.includes(one.id));
    if (waits || hasFailed(segment) || together.length >= atOnce) await count();
    if (due.has(segment.id)) together.push(segment);
  }
  await count();
}

/** What could not be counted is counted by itself, and not before it is due again: the others do not wait for it. */
const hasFailed = ({ failedBy, version }: Live): boolean => failedBy === version;

/** @param judged when scores were judged last */
function isDue(
  { dueAt, version, judgedBy, failedBy, freshAt, stale, watch }: Watched,
  now: number,
  judged: number,
): boolean {
  if (dueAt !== null && Date.parse(dueAt) <= now) return true;
  if (watch.scores && freshAt !== null && Date.parse(freshAt) < judged) return true;
  return failedBy !== version && (stale || version !== judgedBy);
}

/**
 * Notes durably which segments have to be counted because of what arrived: those counted a moment ago wait for a while, and
 * are not forgotten meanwhile.
 */
async function noteNews(kept: Kept, live: readonly Watched[], news: News, due: Set<string>): Promise<void> {
  const now = kept.clock.now();
  const later: string[] = [];
  for (const segment of live) {
    const { id, freshAt, watch } = segment;
    if (due.has(id) || hasFailed(segment) || !concerns(news, watch)) continue;
    const since = freshAt === null ? 0 : Date.parse(freshAt);
    if (since < now && since + restMs > now) later.push(id);
    else due.add(id);
  }
  if (later.length === 0) return;
  await kept.records.run(sql`
    update segments
    set pending = true, due_at = least(due_at, fresh_at + make_interval(secs => ${restMs / 1000}::float8))
    where id = any(${later}::text[])`);
}

/** Segments for which nothing is due, and of which nothing waits, were right now: noted every few seconds. */
async function noteLook({ records, workspace }: Kept, now: number): Promise<void> {
  await records.run(sql`
    insert into segment_looks (workspace_id, looked_at)
    values (${workspace.number}, ${new Date(now)})
    on conflict (workspace_id) do update set looked_at = excluded.looked_at
    where segment_looks.looked_at < excluded.looked_at - interval '10 seconds'`);
}

/** What is the same for all segments of a turn is found out once. */
function lookAt(kept: Kept, now: number): Look {
  const midnight = midnightAfter(kept, now);
  const once = (ask: typeof nextContractChange) => {
    let found: Promise<number> | undefined;
    return () => {
      found ??= kept.warehouse
        .rows(ask(now))
        .then(([row]) => (row?.at === undefined || row.at === null ? midnight : Number(row.at)));
      return found;
    };
  };
  const [contracts, phases, told] = [once(nextContractChange), once(nextPhaseChange), once(nextToldAhead)];
  return {
    kept,
    now,
    nextDue: async ({ watch }) => {
      const soon = now + restMs;
      if (watch.instants) return new Date(soon);
      const changes = await Promise.all([
        told(),
        ...(watch.contracts ? [contracts()] : []),
        ...(watch.phases ? [phases()] : []),
      ]);
      return new Date(Math.max(soon, Math.min(midnight, ...changes)));
    },
  };
}

/** When the next event comes that was told ahead of its time, by a clock that is fast or of what is planned. */
const nextToldAhead = (now: number): Sql<{ at: string | null }> => sql<{ at: string | null }>`
  select toString(toUnixTimestamp64Milli(min(instant))) as at
  from (
    select arrayJoin(ahead) as instant
    from ${scoped('arrivals')}
  )
  where instant >= ${new Date(now)}
  having count() > 0`;

function midnightAfter({ workspace }: Pick<Kept, 'workspace'>, now: number): number {
  const today = Math.floor(now / 86_400_000);
  for (let day = today; day <= today + 3; day += 1) {
    const at = startOfDay(day, workspace.timezone);
    if (at > now) return at;
  }
  throw new Error(`no day begins within three days in ${workspace.timezone}`);
}
