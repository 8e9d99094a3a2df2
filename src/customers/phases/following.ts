import { isActive, type Move, type Status } from './life.ts';

/** What somebody carries over who goes on with another offer. Instants are epoch milliseconds. */
export interface Followed {
  /** When their life as a customer began. */
  readonly since: number;
  /** The phase of a customer that they were in last. */
  readonly former: 'conversion' | 'loyalty';
  /** What was before this instant is not held against them; until they can be judged again they stand so. */
  readonly eased: { readonly at: number; readonly status: Status } | null;
}

/**
 * What a customer who signs at an instant carries over from their other offers.
 *
 * @param together moves of the life they would have if all their offers of the same value were one
 * @returns null: their life as a customer begins with this offer
 */
export function followedAt(together: readonly Move[], at: number): Followed | null {
  const begun = together.findLastIndex((move) => move.at <= at && begins(move));
  const since = together[begun]?.at;
  if (since === undefined || since === at) return null;
  const own = together.slice(begun).filter((move) => move.at <= at);
  const before = own.filter((move) => move.at < at);
  const former = before.findLast(({ phase }) => phase === 'conversion' || phase === 'loyalty')?.phase;
  const eased = own.findLastIndex((_, place) => easedBy(own, place) !== null);
  const status = easedBy(own, eased);
  const back = own[eased];
  return {
    since,
    former: former === 'loyalty' ? 'loyalty' : 'conversion',
    eased: back === undefined || status === null ? null : { at: back.at, status },
  };
}

const begins = ({ reason }: Move): boolean => reason === 'purchase' || reason === 'contract_started';

/** How somebody stands who is back by a move; null: by this one they are not. */
function easedBy(moves: readonly Move[], place: number): Status | null {
  const reason = moves[place]?.reason;
  if (reason === 'recovered') return 'reconquered';
  if (reason === 'renewed' || reason === 'resumed') return 'none';
  const from = moves[place - 1]?.phase ?? null;
  return reason === 'visited' && from !== null && !isActive(from) ? 'watch' : null;
}
