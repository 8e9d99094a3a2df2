import { knownDays, startOfDay } from '#src/customers/calendar/index.ts';
import { stretchesOf as contractStretches } from '#src/customers/contracts/index.ts';
import type { Frame } from '#src/customers/frame/index.ts';
import { dayAt, type Holder, type KnownFacts, type Terms } from '#src/insights/health-measures/index.ts';

/** A holder who left or stayed, and the instant at which its health is judged. */
export interface Case {
  readonly holder: Holder;
  readonly left: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Who is judged, and who is not. */
export interface Cases {
  readonly cases: readonly Case[];
  readonly left: number;
  readonly stayed: number;
  readonly neutral: number;
  readonly notThere: number;
}

/** A stretch of paid time without a gap of more than a day. */
interface Stretch {
  readonly startsAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  /** Of the contract that ended last. */
  readonly offer: string;
}

const dayMs = 86_400_000;

/**
 * Those who left in the last so many days, each judged on the morning so many days before, and those who stayed, each judged
 * on one of the same mornings: dealt round in order, so that seasons weigh alike in both. Everyone counts once.
 */
export function casesOf(
  known: KnownFacts,
  { asOf, zone }: Frame,
  { days, over }: { readonly days: number; readonly over: number },
): Cases {
  const from = dayAt(asOf, -over, zone);
  const lives = known.holders.flatMap((holder) => {
    const last = lastStretch(stretchesOf(known.versions.get(holder.key) ?? [], asOf), from);
    return last === undefined ? [] : [{ holder, last }];
  });
  const isContinuous = ({ last }: { last: Stretch }) =>
    (known.offers.get(last.offer)?.kind ?? 'continuous') === 'continuous';
  const own = lives.filter(isContinuous);
  const morning = (end: number) => startOfDay(knownDays(end, zone).current - days, zone);
  const gone = own.flatMap(({ holder, last }) =>
    last.endedAt === null ? [] : [{ holder, left: true, at: morning(last.endedAt), since: last.startsAt }],
  );
  const leavers = gone.filter(({ at, since }) => since < at);
  const stayers = own.filter(({ last }) => last.endedAt === null);
  const mornings = leavers.map(({ at }) => at).sort((a, b) => a - b);
  const dealt = stayers.flatMap(({ holder, last }, i) => {
    const at = mornings
      .map((_, k) => mornings[(i + k) % mornings.length] ?? 0)
      .find((one) => last.startsAt < one);
    return at === undefined ? [] : [{ holder, left: false, at }];
  });
  return {
    cases: [...leavers.map(({ holder, left, at }) => ({ holder, left, at })), ...dealt],
    left: gone.length,
    stayed: stayers.length,
    neutral: lives.length - own.length,
    notThere: gone.length - leavers.length + stayers.length - dealt.length,
  };
}

/** The latest stretch that ended in the range, else the one that goes on; undefined where there is neither. */
function lastStretch(stretches: readonly Stretch[], from: number): Stretch | undefined {
  const ended = stretches.findLast(({ endedAt }) => endedAt !== null && endedAt >= from);
  return ended ?? stretches.find(({ endedAt }) => endedAt === null);
}

/** Contracts as their versions tell them, joined where the next begins within a day; an end to come is none yet. */
function stretchesOf(versions: readonly Terms[], asOf: number): Stretch[] {
  const begun = [...Map.groupBy(versions, ({ contract }) => contract).values()]
    .flatMap((own) => heldStretches(own))
    .filter(({ startsAt }) => startsAt < asOf)
    .sort((a, b) => a.startsAt - b.startsAt);
  const stretches: { startsAt: number; endedAt: number | null; offer: string }[] = [];
  for (const { startsAt, endsAt, offer } of begun) {
    const end = endsAt === null || endsAt + dayMs > asOf ? null : endsAt;
    const last = stretches.at(-1);
    if (last === undefined || (last.endedAt !== null && startsAt > last.endedAt + dayMs)) {
      stretches.push({ startsAt, endedAt: end, offer });
    } else if (last.endedAt !== null && (end === null || end >= last.endedAt)) {
      last.endedAt = end;
      last.offer = offer;
    }
  }
  return stretches;
}

const heldStretches = (own: readonly Terms[]) =>
  contractStretches(
    own.map(({ version, offer, startsAt, endsAt, effectiveAt }) => ({
      version,
      offer,
      start: startsAt,
      end: endsAt,
      cancelled: false,
      paused: null,
      resumes: null,
      effective: effectiveAt,
    })),
  ).map(({ offer, from, to }) => ({ offer, startsAt: from, endsAt: to }));
