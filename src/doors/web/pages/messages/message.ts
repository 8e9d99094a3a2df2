import type { ContactRules, GateReason } from '#src/decisions/contact-rules/index.ts';
import type { Asked } from '../../asked.ts';
import { isText, recordOf } from '../../ui/address.ts';
import type { Words } from '../../words/index.ts';

/** A message as lists show it. */
export type Message = Asked['messages.list']['output']['messages'][number];
/** One line of what became of it. */
export type Line = Asked['messages.show']['output']['trail'][number];
export type State = Message['state'];
export type Purpose = Message['purpose'];

/** Every state, in the order of a message's way; then what went wrong; then what never left. */
export const states = [
  'waiting',
  'passed',
  'handing_over',
  'sent',
  'delivered',
  'uncertain',
  'bounced',
  'complained',
  'failed',
  'refused',
] as const satisfies readonly State[];

export const purposes = [
  'transactional',
  'contractual',
  'service',
  'marketing',
  'survey',
] as const satisfies readonly Purpose[];

/** Purposes that hours and caps hold back. */
export const heldPurposes = ['service', 'marketing', 'survey'] as const satisfies readonly (Purpose &
  ContactRules['caps'][number]['purposes'][number])[];

const atTheGate = [
  'expired',
  'unwanted',
  'paused',
  'erased',
  'no_address',
  'held_out',
  'suppressed',
  'refused',
  'no_consent',
  'closed',
  'capped',
] as const satisfies readonly GateReason[];

/** By hand: their detail tells who did it. */
const byHand = ['withdrawn', 'resent', 'said_sent', 'said_not_sent'] as const;

/** Every reason for which a message waits, or is not sent: by the gate, by hand, at the hand-over. */
export const reasons = [
  ...atTheGate,
  ...byHand,
  'provider',
  'given_up',
  'in_doubt',
  'moved',
  'template',
] as const;
export type Reason = (typeof reasons)[number];

const isReason = (reason: string | null): reason is Reason => reasons.some((one) => one === reason);

/** What can be done about a message. */
export type Act = 'withdraw' | 'resend' | 'sent' | 'not_sent';

/** What can be done about a message that stands there, the likeliest first. */
export const actsOf = (state: State): readonly Act[] => acts[state] ?? [];

const acts: { readonly [S in State]?: readonly Act[] } = {
  waiting: ['withdraw'],
  failed: ['resend', 'withdraw'],
  uncertain: ['sent', 'not_sent', 'resend'],
};

/** Where a message stands once that was done. */
export const standsAfter: Readonly<Record<Act, State>> = {
  withdraw: 'refused',
  resend: 'waiting',
  sent: 'sent',
  not_sent: 'failed',
};

type Told = Pick<Line, 'state' | 'reason' | 'detail'>;

/** Why a message stands where it stands, in plain words; undefined where there is nothing to say. */
export function whySaid({ state, reason, detail }: Told, words: Words): string | undefined {
  if (reason === null) return undefined;
  if (!isReason(reason)) return words.t('shell.quoted', { name: reason });
  return words.t(`messages.why.${reason}`, { state, ...valuesOf(reason, detail, words) });
}

function valuesOf(reason: Reason, detail: string | null, words: Words): Record<string, string | number> {
  if (reason === 'capped') return capOf(detail);
  if (reason !== 'suppressed') return {};
  const word = `suppressed.reason.${detail}`;
  return { cause: words.knows(word) ? words.t(word) : (detail ?? 'none') };
}

/** « 3/7 days »: at most three in seven days. */
function capOf(detail: string | null): Record<string, string | number> {
  const [, most, amount, unit] = /^(\d+)\/(\d+) (hours|days)$/.exec(detail ?? '') ?? [];
  return most === undefined
    ? { unit: 'other', most: 0, amount: 0 }
    : { unit: unit ?? 'other', most: Number(most), amount: Number(amount) };
}

/** Who moved it by hand, as `user:…`; undefined where nobody did. */
export const moverOf = ({ reason, detail }: Pick<Told, 'reason' | 'detail'>): string | undefined =>
  byHand.some((one) => one === reason) ? (detail ?? undefined) : undefined;

/** What a provider answered, word for word; undefined where the reason says it all. */
export const answerOf = ({ reason, detail }: Pick<Told, 'reason' | 'detail'>): string | undefined =>
  reason === 'capped' || reason === 'suppressed' || byHand.some((one) => one === reason)
    ? undefined
    : (detail ?? undefined);

/** What is said of when, and the instant: it goes out, it went out, it was decided. */
export function whenOf(
  { state, dueAt, handedAt, createdAt }: Pick<Message, 'state' | 'dueAt' | 'handedAt' | 'createdAt'>,
  now: number,
): { readonly word: 'due' | 'soon' | 'handed' | 'decided'; readonly at: string } {
  if (state === 'waiting' && dueAt !== null)
    return { word: Date.parse(dueAt) > now ? 'due' : 'soon', at: dueAt };
  if (handedAt !== null) return { word: 'handed', at: handedAt };
  return { word: 'decided', at: createdAt };
}

type Counts = Asked['messages.count']['output']['counts'];

/** How many messages stand in each state and for each reason; the others of a filter narrow each of the two. */
export function talliesOf(
  counts: Counts,
  { states: wanted = [], reason }: { readonly states?: readonly State[]; readonly reason?: Reason },
): {
  readonly states: ReadonlyMap<State, number>;
  readonly reasons: ReadonlyMap<Reason, number>;
} {
  const byState = new Map<State, number>();
  const byReason = new Map<Reason, number>();
  for (const one of counts) {
    if (reason === undefined || one.reason === reason)
      byState.set(one.state, (byState.get(one.state) ?? 0) + one.messages);
    if (isReason(one.reason) && (wanted.length === 0 || wanted.includes(one.state)))
      byReason.set(one.reason, (byReason.get(one.reason) ?? 0) + one.messages);
  }
  return { states: byState, reasons: byReason };
}

/** A message as its reader gets it. */
export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
}

/** An e-mail out of what was kept of a message: as it was rendered, or as it was put down; undefined where it is neither. */
export function emailOf(kept: unknown): Email | undefined {
  const { email } = recordOf(kept);
  const { subject, text, html } = recordOf(email ?? kept);
  if (!isText(subject) || !isText(text)) return undefined;
  return { subject, text, html: isText(html) ? html : undefined };
}
