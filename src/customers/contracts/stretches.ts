/** A version of a contract, as far as it says who has what, and when. Instants are epoch milliseconds. */
export interface TimedVersion {
  readonly version: number;
  readonly offer: string;
  readonly start: number;
  readonly end: number | null;
  /** Its end was asked for, or its payment failed. */
  readonly cancelled: boolean;
  readonly paused: number | null;
  readonly resumes: number | null;
  /** From when on the version holds. */
  readonly effective: number;
}

/** A version, and from when until when its terms hold; the second not included, infinite for the last. */
export interface Reign<Version> {
  readonly terms: Version;
  readonly since: number;
  readonly until: number;
}

/**
 * From when until when each version holds, in order, without gaps: from its effective instant, and one that says an end at
 * the latest from that end, until a later one does. What was recorded last is right about all that follows its effective
 * instant; versions that never come to hold are not there.
 *
 * @param versions of one contract
 */
export function reignsOf<Version extends Pick<TimedVersion, 'version' | 'effective' | 'end'>>(
  versions: readonly Version[],
): Reign<Version>[] {
  const reigns: Reign<Version>[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const terms of [...versions].sort((a, b) => b.version - a.version)) {
    const since = Math.min(terms.effective, terms.end ?? Number.POSITIVE_INFINITY);
    if (since >= until) continue;
    reigns.push({ terms, since, until });
    until = since;
  }
  return reigns.reverse();
}

/** A time during which a holder had one offer by one contract. */
export interface Stretch {
  readonly offer: string;
  readonly from: number;
  /** Null where no end is known. */
  readonly to: number | null;
  /** `changed`: the contract goes on, of another offer. */
  readonly ending: 'ended' | 'cancelled' | 'changed';
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
}

/**
 * When a holder had what by one contract, what is to come included: an end that was put off before it came is none, one that
 * was put off after it parts two stretches, and another offer is another stretch.
 *
 * @param versions of one contract
 */
export function stretchesOf(versions: readonly TimedVersion[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Open | null = null;
  for (const moment of momentsOf(versions)) {
    const goesOn: boolean = moment.runs && moment.offer === open?.offer;
    if (open !== null && !goesOn) stretches.push(closed(open, moment.at, endingAt(moment)));
    if (!moment.runs) open = null;
    else if (!goesOn) open = { offer: moment.offer, from: moment.at, pauses: [], pausedAt: null };
    if (open !== null) notePause(open, moment);
  }
  if (open !== null) stretches.push(closed(open, null, 'ended'));
  return stretches;
}

/** How a contract stands from an instant on. */
interface Moment {
  readonly at: number;
  readonly offer: string;
  readonly runs: boolean;
  readonly isPaused: boolean;
  readonly isCancelled: boolean;
}

interface Open {
  readonly offer: string;
  readonly from: number;
  readonly pauses: { from: number; to: number }[];
  pausedAt: number | null;
}

/** Every instant at which something may change, in order. */
const momentsOf = (versions: readonly TimedVersion[]): Moment[] =>
  reignsOf(versions).flatMap(({ terms, since, until }) => {
    const { start, end, paused, resumes } = terms;
    const within = [since, start, end, paused, resumes].filter((at) => at !== null);
    const instants = new Set(within.filter((at) => at >= since && at < until));
    return [...instants].sort((a, b) => a - b).map((at) => momentAt(terms, at));
  });

function momentAt(terms: TimedVersion, at: number): Moment {
  const { offer, start, end, cancelled } = terms;
  const isOver = end !== null && end <= at;
  return {
    at,
    offer,
    runs: start <= at && !isOver,
    isPaused: isPausedAt(terms, at),
    isCancelled: isOver && cancelled,
  };
}

/** Whether a contract that runs is paused at an instant. */
export const isPausedAt = (
  { paused, resumes }: Pick<TimedVersion, 'paused' | 'resumes'>,
  at: number,
): boolean => paused !== null && paused <= at && (resumes === null || resumes > at);

function notePause(open: Open, { at, isPaused }: Moment): void {
  if (isPaused) open.pausedAt ??= at;
  else if (open.pausedAt !== null) {
    open.pauses.push({ from: open.pausedAt, to: at });
    open.pausedAt = null;
  }
}

function endingAt({ runs, isCancelled }: Moment): Stretch['ending'] {
  if (runs) return 'changed';
  return isCancelled ? 'cancelled' : 'ended';
}

const closed = (
  { offer, from, pauses, pausedAt }: Open,
  to: number | null,
  ending: Stretch['ending'],
): Stretch => ({
  offer,
  from,
  to,
  ending,
  pauses: pausedAt === null ? pauses : [...pauses, { from: pausedAt, to }],
});
