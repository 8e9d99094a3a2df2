import type { DayNumber } from '#src/customers/calendar/index.ts';
import type { Terms } from '#src/customers/offers/index.ts';
import {
  type DetailedHistory,
  type HeldVersion,
  holdings,
  latestOf,
} from '#src/insights/contract-retention/index.ts';
import { type Delivered, deliveredOf } from './delivered.ts';

/** What became of a mission. */
export const outcomes = ['running', 'in_grace', 'renewed', 'not_renewed', 'cancelled_early'] as const;
export type Outcome = (typeof outcomes)[number];

/** A mission: one term of a contract by an intentional offer. Days are local. */
export interface Mission {
  readonly contract: string;
  readonly holder: string;
  /** The holder's id, as the contract names it. */
  readonly id: string;
  readonly key: string | null;
  readonly offer: string;
  readonly startsOn: DayNumber;
  /** The last day; null where neither the contract nor its offer tells one. */
  readonly endsOn: DayNumber | null;
  /** The last day on which a renewal counts. */
  readonly graceUntil: DayNumber | null;
  readonly outcome: Outcome;
  /** When it was renewed: by an end put off, or a mission after it. Also where it came too late. */
  readonly renewedOn: DayNumber | null;
  /** The contract that renewed it; its own where its end was put off. */
  readonly renewedBy: string | null;
  readonly delivered: Delivered | null;
}

export interface MissionsAsk {
  /** Terms of each intentional offer. */
  readonly offers: ReadonlyMap<string, Pick<Terms, 'termDays' | 'graceDays'>>;
  /** The local day on which they are looked at. */
  readonly today: DayNumber;
  readonly dayOf: (at: number) => DayNumber;
}

/** A term before it is known what came after it. */
interface Term extends Pick<Mission, 'contract' | 'holder' | 'id' | 'key' | 'offer' | 'startsOn' | 'endsOn'> {
  readonly early: boolean;
  readonly signedOn: DayNumber;
  readonly putOffOn: DayNumber | null;
  readonly delivered: Delivered | null;
}

/**
 * Missions of contracts, each judged on a day.
 *
 * A mission runs through its last day. It is renewed by an end put off, or by another mission of the same holder that began
 * after it, goes on beyond its end, and was begun or agreed at most `graceDays` after it. Ended is not gone: until the grace is
 * over nothing is decided. Broken off before its end is another thing than not renewed.
 *
 * @param histories contracts of whole holders: the mission that renews one stands among them
 */
export function missionsOf(histories: readonly DetailedHistory[], ask: MissionsAsk): Mission[] {
  const intentional = histories.filter((history) => ask.offers.has(latestOf(history).offer));
  return [...Map.groupBy(intentional, ({ holder }) => holder).values()].flatMap((own) => {
    const terms = own.flatMap((history) => termsOf(history, ask));
    return terms.map((term) => judged(term, terms, ask));
  });
}

function judged(term: Term, terms: readonly Term[], ask: MissionsAsk): Mission {
  const { early, signedOn: _, putOffOn, ...told } = term;
  const grace = ask.offers.get(term.offer)?.graceDays ?? 0;
  const graceUntil = term.endsOn === null ? null : term.endsOn + grace;
  const renewal = putOffOn === null ? followedBy(term, terms) : { on: putOffOn, by: term.contract };
  return {
    ...told,
    graceUntil,
    outcome: outcomeOf({ endsOn: term.endsOn, graceUntil, early, renewedOn: renewal?.on ?? null }, ask.today),
    renewedOn: renewal?.on ?? null,
    renewedBy: renewal?.by ?? null,
  };
}

function outcomeOf(
  {
    endsOn,
    graceUntil,
    early,
    renewedOn,
  }: Pick<Mission, 'endsOn' | 'graceUntil' | 'renewedOn'> & { early: boolean },
  today: DayNumber,
): Outcome {
  if (endsOn === null || graceUntil === null || today <= endsOn) return 'running';
  if (early) return 'cancelled_early';
  if (renewedOn !== null && renewedOn <= graceUntil) return 'renewed';
  return today <= graceUntil ? 'in_grace' : 'not_renewed';
}

/** The first mission agreed after this one began that goes on beyond its end. */
function followedBy(term: Term, terms: readonly Term[]): { on: DayNumber; by: string } | undefined {
  const { endsOn } = term;
  if (endsOn === null) return undefined;
  const [next] = terms
    .filter((one) => one.contract !== term.contract)
    .filter((one) => one.startsOn > term.startsOn && (one.endsOn === null || one.endsOn > endsOn))
    .sort((a, b) => a.signedOn - b.signedOn);
  return next === undefined ? undefined : { on: next.signedOn, by: next.contract };
}

/** A contract as the terms it ran through: each end that was put off closes one. */
function termsOf(history: DetailedHistory, ask: MissionsAsk): Term[] {
  const { contract, holder, id, key, details } = history;
  const latest = latestOf(history);
  const start = ask.dayOf(latest.startsAt);
  const common = { contract, holder, id, key, offer: latest.offer, delivered: deliveredOf(details) };
  const done: Term[] = [];
  let term: Term = {
    ...common,
    startsOn: start,
    signedOn: start,
    endsOn: null,
    early: false,
    putOffOn: null,
  };
  for (const { from, version } of holdings(history)) {
    const since = Math.min(ask.dayOf(from), ask.dayOf(version.effectiveAt));
    const said = saidBy(version, term, ask);
    const putsOff =
      !said.early && !term.early && term.endsOn !== null && said.endsOn !== null && said.endsOn > term.endsOn;
    if (!putsOff) {
      term = { ...term, ...said, signedOn: Math.min(term.signedOn, since) };
      continue;
    }
    done.push({ ...term, putOffOn: since });
    term = {
      ...common,
      startsOn: Math.max(since, (term.endsOn ?? since) + 1),
      signedOn: since,
      ...said,
      putOffOn: null,
    };
  }
  return [...done, term];
}

/** The last day by a version, and whether it breaks the mission off before the end that was foreseen. */
function saidBy(
  { endsAt, startsAt, cancelledAt, paidThrough, offer }: HeldVersion,
  term: Pick<Term, 'endsOn' | 'early'>,
  { offers, dayOf }: MissionsAsk,
): Pick<Term, 'endsOn' | 'early'> {
  const days = offers.get(offer)?.termDays ?? null;
  const byOffer = days === null ? null : dayOf(startsAt) + days - 1;
  const foreseen = term.endsOn ?? byOffer;
  const lastDay = (end: number) => Math.max(dayOf(startsAt), dayOf(end - 1)); // from its end on it holds no more
  if (cancelledAt === null) return { endsOn: endsAt === null ? byOffer : lastDay(endsAt), early: false };
  const ends = lastDay(endsAt ?? paidThrough ?? cancelledAt);
  const isEarly = term.early || (foreseen === null ? ends <= dayOf(cancelledAt) : ends < foreseen);
  return { endsOn: ends, early: isEarly };
}
