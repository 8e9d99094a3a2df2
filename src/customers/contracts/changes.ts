import { type ContractTerms, contractEventId } from '#src/events/imports/index.ts';

/** Something that befell a contract, as an event. */
export interface ContractDeed {
  readonly event: `perdure.contract_${'started' | 'renewed' | 'changed' | 'paused' | 'resumed' | 'cancelled' | 'ended'}`;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly messageId: string;
  /** Which terms changed. */
  readonly changed?: readonly string[];
}

/** A version that is known, as far as deciding needs it. Instants are epoch milliseconds. */
export interface KnownVersion {
  readonly terms: ContractTerms;
  readonly version: number;
  readonly effectiveAt: number;
  readonly recordedAt: number;
}

/** What changes what a customer pays or gets. */
const sold = ['holder', 'offer', 'amount', 'currency', 'period', 'seats', 'discount', 'discountEnd'] as const;
/** What else is said of a contract; its end and how far it is paid where they are brought forward: put off, it is renewed. */
const besides = [
  'start',
  'notice',
  'trialEnd',
  'pastDueSince',
  'resumes',
  'details',
  'end',
  'paidThrough',
  'renewal',
] as const;

/** Everything that is said of a contract, to compare. */
export const said = (terms: ContractTerms): string =>
  JSON.stringify(
    [...sold, ...besides, ...(['cancelled', 'cancelKind', 'paused'] as const)].map((part) =>
      text(terms, part),
    ),
  );

/**
 * From when on terms hold, unless that is told: the first from the start; a cancellation from when it was asked for, a pause
 * from its beginning, an end that has come from that end; other changes from when they are known.
 *
 * @param now epoch milliseconds
 */
function effectiveAt(terms: ContractTerms, before: KnownVersion | undefined, now: number): number {
  if (terms.effectiveAt !== undefined) return terms.effectiveAt;
  if (before === undefined) return terms.start;
  const { cancelled, paused, end } = terms;
  if (cancelled !== null && cancelled !== before.terms.cancelled) return cancelled;
  if (paused !== null && paused !== before.terms.paused) return paused;
  return end !== null && end !== before.terms.end && end <= now ? end : now;
}

/** Terms, and from when on they hold. */
export type Change = Pick<KnownVersion, 'terms' | 'effectiveAt'>;

/**
 * What terms change that are told at once, in the order in which it holds: the last says all of them. A cancellation that is
 * told with something else is a change of its own, so that it dates no price and no offer, and none of these dates it.
 *
 * @param now epoch milliseconds
 */
export function changesOf(
  terms: ContractTerms,
  before: KnownVersion | undefined,
  now: number,
): readonly [Change, ...Change[]] {
  const whole: Change = { terms, effectiveAt: effectiveAt(terms, before, now) };
  const { cancelled } = terms;
  if (before === undefined || cancelled === null || cancelled === before.terms.cancelled) return [whole];
  if (terms.effectiveAt !== undefined) return [whole];
  const others = { ...terms, ...cancelling(before.terms) };
  if (said(others) === said(before.terms)) return [whole];
  const since = effectiveAt(others, before, now);
  if (since === cancelled) return [whole];
  if (since < cancelled) return [{ terms: others, effectiveAt: since }, whole];
  const alone = { ...before.terms, row: terms.row, ...cancelling(terms) };
  return [
    { terms: alone, effectiveAt: cancelled },
    { terms, effectiveAt: since },
  ];
}

/** What a cancellation says along with itself; anything else that is told with it is another change. */
const cancelling = ({
  cancelled,
  cancelKind,
  end,
  notice,
  renewal,
  paidThrough,
  pastDueSince,
  details,
}: ContractTerms) => ({ cancelled, cancelKind, end, notice, renewal, paidThrough, pastDueSince, details });

/**
 * What a version tells that happened. Its end and the end of its pause are not among them: they happen when they come, and
 * may be put off until then.
 */
export function deedsOf(
  contract: string,
  after: Pick<KnownVersion, 'terms' | 'version' | 'effectiveAt'>,
  before: ContractTerms | undefined,
): ContractDeed[] {
  const { terms, version } = after;
  const deed = (what: ContractDeed['event'], at: number): ContractDeed => ({
    event: what,
    at,
    messageId:
      what === 'perdure.contract_started'
        ? contractEventId(what, contract, at)
        : `${contractEventId(what, contract, at)}:${version}`,
  });
  const deeds: ContractDeed[] = [];
  if (before === undefined) deeds.push(deed('perdure.contract_started', terms.start));
  const cancelled =
    terms.cancelled !== null && terms.cancelled !== before?.cancelled ? terms.cancelled : null;
  if (cancelled !== null) deeds.push(deed('perdure.contract_cancelled', cancelled));
  if (terms.paused !== null && terms.paused !== before?.paused)
    deeds.push(deed('perdure.contract_paused', terms.paused));
  if (before === undefined) return deeds;
  const resumedAlready = before.resumes !== null && before.resumes <= after.effectiveAt; // told when it came
  if (before.paused !== null && terms.paused === null && !resumedAlready)
    deeds.push(deed('perdure.contract_resumed', after.effectiveAt));
  if (cancelled === null && wasRenewed(terms, before))
    deeds.push(deed('perdure.contract_renewed', after.effectiveAt));
  const changed = partsChanged(terms, before, deeds.length > 0);
  if (changed.length > 0) deeds.push({ ...deed('perdure.contract_changed', after.effectiveAt), changed });
  return deeds;
}

/** It goes on for longer than was known: another term was paid for, or its end was put off. */
function wasRenewed(terms: ContractTerms, before: ContractTerms): boolean {
  const goesOn = (now: number | null, then: number | null) => now !== null && then !== null && now > then;
  const lasts = before.end !== null && (terms.end === null || terms.end > before.end);
  return lasts || goesOn(terms.paidThrough, before.paidThrough) || goesOn(terms.renewal, before.renewal);
}

/** What is sold where that changed; else, where nothing else is told to have happened, whatever did. */
function partsChanged(terms: ContractTerms, before: ContractTerms, told: boolean): string[] {
  const differ = (part: keyof ContractTerms) => text(terms, part) !== text(before, part);
  const mattering = sold.filter(differ);
  if (mattering.length > 0 || told) return mattering;
  return besides.filter(differ);
}

/** What is still to come of a version: the end of its pause, and its end. */
export const dueOf = ({
  paused,
  resumes,
  end,
}: ContractTerms): { resumes: number | null; end: number | null } => ({
  resumes: paused !== null && resumes !== null && (end === null || resumes < end) ? resumes : null,
  end,
});

/** When something of a version next becomes an event, after an instant. */
export function nextDue(terms: ContractTerms, after = Number.NEGATIVE_INFINITY): number | null {
  const { resumes, end } = dueOf(terms);
  const left = [resumes, end].filter((at) => at !== null).filter((at) => at > after);
  return left.length === 0 ? null : Math.min(...left);
}

/** A part of the terms as text, the same for the same. */
function text(terms: ContractTerms, part: keyof ContractTerms): string {
  if (part === 'holder') return JSON.stringify([terms.holder.kind, terms.holder.id]);
  if (part === 'details') return JSON.stringify(sorted(JSON.parse(terms.details)));
  return JSON.stringify(terms[part] ?? null);
}

const sorted = (details: Record<string, unknown>): [string, unknown][] =>
  Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
