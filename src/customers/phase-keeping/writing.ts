import type { Move } from '#src/customers/phases/index.ts';
import type { Announcement, Kept } from '#src/customers/upkeep/index.ts';
import type { Among } from './facts-rows.ts';
import { livesAmong, type Reading, readingLimits } from './reading.ts';
import { fingerprint, goneRow, rowOf, type StoredLife, stamped, storedLives } from './rows.ts';
import type { OfferLife } from './told.ts';

/** A move this much older than the last keeping is the past rewritten, not news. */
const lateMs = 24 * 3_600_000;

/** What a part of the keeping needs besides what is read. */
export interface Keeping {
  readonly kept: Kept;
  readonly reading: Reading;
  /** When lives were last right; null before the first time: then nothing is announced. */
  readonly freshAt: number | null;
}

/**
 * Tells the lives of some customers anew and writes those that changed, each as a whole.
 *
 * Moves are announced before they are written: cut between the two, they are announced again under the same ids.
 */
export async function rewrite(keeping: Keeping, among: Among): Promise<void> {
  const { kept, reading } = keeping;
  const [lives, before] = await Promise.all([livesAmong(reading, among), stored(keeping, among)]);
  const rows: string[] = [];
  const news: Announcement[] = [];
  for (const [customer, own] of lives) {
    for (const one of own) {
      const key = keyOf(customer, one.offer);
      const old = before.get(key);
      before.delete(key);
      const row = rowOf(kept.workspace.number, customer, one);
      if (old?.said === fingerprint(row)) continue;
      rows.push(row);
      news.push(...announced(keeping, customer, one, old));
    }
  }
  for (const { customer, offer } of before.values())
    rows.push(goneRow(kept.workspace.number, customer, offer));
  await kept.announce(news);
  await write(kept, rows, reading.asOf);
}

const keyOf = (customer: number, offer: string): string => `${customer}/${offer}`;

async function stored({ reading: { warehouse, signal } }: Keeping, among: Among) {
  const found = new Map<string, StoredLife>();
  for await (const row of warehouse.stream(storedLives(among), readingLimits(signal)))
    found.set(keyOf(row.customer, row.offer), row);
  return found;
}

async function write({ store, signal }: Kept, rows: readonly string[], asOf: number): Promise<void> {
  if (rows.length === 0) return;
  const body = rows.map((row) => stamped(row, asOf * 1000)).join('\n');
  await store.insert('phase_lives', Buffer.from(body), { format: 'JSONEachRow', signal, seconds: 120 });
}

/** The moves that were added to an unchanged past, not those that a rule or a rhythm made. */
function announced(
  { freshAt }: Keeping,
  customer: number,
  { offer, life }: OfferLife,
  old: StoredLife | undefined,
): Announcement[] {
  if (freshAt === null || !continues(old, life.moves)) return [];
  const told = old?.at.length ?? 0;
  return life.moves.slice(told).flatMap((move, place) => {
    const before = life.moves[told + place - 1];
    const isByUs = move.reason === 'rule_adopted' || move.reason === 'rhythm_learned';
    return isByUs || move.at < freshAt - lateMs ? [] : [stageChanged(customer, offer, move, before)];
  });
}

const continues = (old: StoredLife | undefined, moves: readonly Move[]): boolean =>
  old === undefined ||
  old.at.every((at, place) => {
    const move = moves[place];
    return move?.at === at && move.phase === old.phase[place] && move.status === old.status[place];
  });

const stageChanged = (
  customer: number,
  offer: string,
  move: Move,
  before: Move | undefined,
): Announcement => ({
  event: 'perdure.stage_changed',
  at: move.at,
  customer,
  messageId: `perdure-stage-${customer}-${fingerprint(offer).slice(0, 8)}-${move.at}-${move.phase}-${move.status}`,
  properties: {
    offer,
    from: before?.phase ?? null,
    fromStatus: before?.status ?? null,
    to: move.phase,
    status: move.status,
    reason: move.reason,
    rule: move.rule,
  },
});
