import type { Channel } from '#src/customers/consent/index.ts';
import { openFrom } from './hours.ts';
import { type Cap, type ContactRules, held, lengthOf, type Purpose } from './rules.ts';

/** A message that was handed over before. */
export interface Contact {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly channel: Channel;
  readonly purpose: Purpose;
}

/** What the gate is told of a message, at the second of its hand-over. */
export interface AtTheGate {
  readonly purpose: Purpose;
  readonly channel: Channel;
  /** Epoch milliseconds: it is worth nothing any more from then on. */
  readonly expiresAt: number | null;
  /** Why whoever decided it does not want it any more: the journey was left, the campaign ended; null: it is wanted. */
  readonly unwanted: string | null;
  /** Whether paused: kept where it is. */
  readonly paused: boolean;
  /** Whether there is a person still, with an address of this channel. */
  readonly address: 'known' | 'none' | 'erased';
  /** What they said of this channel, purpose and topic. */
  readonly consent: 'allowed' | 'refused' | 'unknown';
  /** Why nothing is sent to this address; null: it is well. */
  readonly suppressed: string | null;
  readonly heldOut: boolean;
  /** IANA zone whose clock counts. */
  readonly zone: string;
  /** What they were sent, as far back as the longest cap; any order. */
  readonly contacts: readonly Contact[];
}

/** Why a message is not handed over. */
export type GateReason =
  | 'expired'
  | 'unwanted'
  | 'paused'
  | 'erased'
  | 'no_address'
  | 'held_out'
  | 'suppressed'
  | 'refused'
  | 'no_consent'
  | 'closed'
  | 'capped';

/** What the gate says: go; or not by this channel (another may be tried); or not before an instant; or never. */
export type Verdict =
  | { readonly says: 'go' }
  | { readonly says: 'other_channel' | 'never'; readonly reason: GateReason; readonly detail: string | null }
  | {
      readonly says: 'later';
      readonly reason: GateReason;
      readonly until: number;
      readonly detail: string | null;
    };

/** Between two looks at what waits for somebody to go on. */
const pausedMs = 60_000;

/**
 * Whether a message may be handed over now. Asked in this order, and the first no counts: is it still worth something, still
 * wanted, is there somebody, are they held out, may this address be written to, do they allow it; then hours; then caps.
 *
 * Who said nothing gets no marketing; service and surveys they get until they object. Transactional and contractual messages
 * ask for no consent, know no hours and no caps, and are not counted.
 */
export function gate(rules: ContactRules, of: AtTheGate, now: number): Verdict {
  if (of.expiresAt !== null && of.expiresAt <= now) return never('expired');
  if (of.unwanted !== null) return never('unwanted', of.unwanted);
  if (of.address === 'erased') return never('erased');
  if (of.heldOut && isHeld(of.purpose)) return never('held_out');
  if (of.paused) return later('paused', now + pausedMs);
  if (of.address === 'none') return elsewhere('no_address');
  if (of.suppressed !== null) return elsewhere('suppressed', of.suppressed);
  if (!isHeld(of.purpose)) return { says: 'go' };
  if (of.consent === 'refused') return elsewhere('refused');
  if (of.consent === 'unknown' && of.purpose === 'marketing') return elsewhere('no_consent');
  return comfort(rules, of, now);
}

function comfort(rules: ContactRules, of: AtTheGate, now: number): Verdict {
  const open = openFrom(rules, of.channel, now, of.zone);
  if (open === null) return never('closed');
  if (open > now) return rules.whenClosed === 'drop' ? never('closed') : within(of, later('closed', open));
  const full = rules.caps
    .map((cap) => ({ cap, room: roomFrom(cap, of, now) }))
    .reduce<{ cap: Cap; room: number } | undefined>(
      (worst, one) => (one.room > Math.max(now, worst?.room ?? now) ? one : worst),
      undefined,
    );
  if (full === undefined) return { says: 'go' };
  const detail = `${full.cap.most}/${full.cap.within.amount} ${full.cap.within.unit}`;
  return rules.whenCapped === 'drop'
    ? never('capped', detail)
    : within(of, later('capped', full.room, detail));
}

/** When there is room for one more message under a cap: now, or once enough of those that count lie far enough back. */
function roomFrom(cap: Cap, { channel, purpose, contacts }: AtTheGate, now: number): number {
  const counts = (one: Pick<Contact, 'channel' | 'purpose'>): boolean =>
    cap.channels.includes(one.channel) && cap.purposes.some((it) => it === one.purpose);
  if (!counts({ channel, purpose })) return now;
  const length = lengthOf(cap);
  const recent = contacts.filter((one) => counts(one) && one.at > now - length).map(({ at }) => at);
  if (recent.length < cap.most) return now;
  const last = recent.toSorted((a, b) => b - a)[cap.most - 1] ?? now;
  return last + length;
}

/** What could only go out when it is worth nothing any more is not waited for. */
const within = ({ expiresAt }: AtTheGate, verdict: Verdict & { says: 'later' }): Verdict =>
  expiresAt !== null && verdict.until >= expiresAt ? never(verdict.reason, verdict.detail) : verdict;

/** Whether hours, caps, consent and hold-outs hold messages of a purpose back. */
export const isHeld = (purpose: Purpose): boolean => held.some((one) => one === purpose);

const never = (reason: GateReason, detail: string | null = null): Verdict => ({
  says: 'never',
  reason,
  detail,
});
const elsewhere = (reason: GateReason, detail: string | null = null): Verdict => ({
  says: 'other_channel',
  reason,
  detail,
});
const later = (reason: GateReason, until: number, detail: string | null = null) =>
  ({ says: 'later', reason, until, detail }) as const;
