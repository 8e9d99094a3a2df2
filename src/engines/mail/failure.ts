import type { MailFailure, MailFailureClass, MailStage } from './port.ts';

/** Thrown inside the lane only; `handOver` gives the failure as its answer. */
export class HandOverFailed extends Error {
  override readonly name = 'HandOverFailed';
  readonly failure: MailFailure;

  constructor(failure: MailFailure) {
    super(`${failure.stage}: ${failure.reply}`);
    this.failure = failure;
  }
}

/**
 * What a server's answer at a stage asks for.
 *
 * Who is to blame decides. The house (all of the lane): how it connects, signs in, names itself as sender, how much it
 * sends. The address: only what says so of the mailbox. The message: what is refused of its content. Nobody: what
 * passes. In doubt the mildest: an address is given up for good only where the server speaks of the address.
 *
 * @param reply all lines of it; what does not begin with three digits is no answer of a mail server
 * @source RFC 5321 4.2–4.3, RFC 3463 (X.Y.Z), RFC 7372 and 7505 (X.7.20–X.7.27); the table stands in README.md
 */
export function answered(stage: MailStage, reply: string): MailFailure {
  const code = Number(/^([45]\d\d)(?=[ -]|$)/.exec(reply)?.[1] ?? 0);
  const told = { stage, enhanced: enhancedStatus(reply, code), reply: shortened(reply) };
  if (code === 0)
    return {
      ...told,
      code: Number(/^\d{3}(?!\d)/.exec(reply)?.[0] ?? 0) || null,
      class: stage === 'end' ? 'uncertain' : 'lane',
    };
  return { ...told, code, class: classOf(stage, code, told.enhanced ?? '', reply) };
}

/** What happened where the server said nothing that could be understood: a line lost, a time run out. */
export function unanswered(stage: MailStage, happened: string): MailFailure {
  return { stage, code: null, enhanced: null, class: silentClass[stage], reply: shortened(happened) };
}

const silentClass: Readonly<Record<MailStage, MailFailureClass>> = {
  connect: 'lane',
  greeting: 'lane',
  tls: 'lane',
  auth: 'lane',
  mail: 'retry',
  rcpt: 'retry',
  data: 'retry',
  end: 'uncertain',
};

/** Most servers that want less say so in words, under any of several codes. */
const tooMuch =
  /too many|too (fast|quick)|rate.?limit|limit(s)? exceeded|exceeded .{0,30}limit|throttl|max(imum)? .{0,20}(connections|messages)|sending quota/i;
const greylisted = /gr[ea]y.?list/i;
/** Who connects or signs is refused, whomever it writes to; some servers keep that for RCPT. */
const refusesUs =
  /relay|client host|helo command|spamhaus|(block|black).?list|blocked (using|by)|reputation|authenticat|\b(ip|sender|you|your)\b.{0,40}(blocked|banned|listed|denied|not allowed)/i;

function classOf(stage: MailStage, code: number, enhanced: string, reply: string): MailFailureClass {
  if (stage === 'connect' || stage === 'greeting' || stage === 'tls' || stage === 'auth') return 'lane';
  if (code === 421 || (code >= 530 && code <= 538)) return 'lane';
  // Our signature, our sender's domain: nothing that is sent this way will pass.
  if (/\.(7\.2[0-7]|1\.[78])$/.test(enhanced)) return 'lane';
  return code < 500 ? passing(enhanced, reply) : final(stage, code, enhanced, reply);
}

function passing(enhanced: string, reply: string): MailFailureClass {
  if (tooMuch.test(reply)) return 'lane';
  if (greylisted.test(reply)) return 'retry';
  return /^4\.(7\.|3\.[12]$)/.test(enhanced) ? 'lane' : 'retry';
}

function final(stage: MailStage, code: number, enhanced: string, reply: string): MailFailureClass {
  if (code === 503) return 'retry'; // the session is out of step, not the message
  if (/^5\.(2\.3|3\.4|6\.\d+)$/.test(enhanced)) return 'message';
  if (stage === 'mail') return code === 552 ? 'message' : 'lane';
  // A full mailbox empties; 552 to RCPT is to be read as 452 (RFC 5321 4.5.3.1.10).
  if (enhanced === '5.2.2' || (stage === 'rcpt' && code === 552)) return 'retry';
  if (/^5\.(1\.\d+|2\.1)$/.test(enhanced)) return 'bounce';
  if (stage !== 'rcpt') return 'message';
  if (refusesUs.test(reply) && !/^5\.[24]\./.test(enhanced)) return 'lane';
  if (/^5\.[37]\./.test(enhanced)) return 'message';
  return ofTheAddress.has(code) ? 'bounce' : 'message';
}

/** To RCPT: no such mailbox, not here, malformed, a host or a domain that takes no mail (RFC 7504). */
const ofTheAddress: ReadonlySet<number> = new Set([501, 521, 550, 551, 553, 556]);

/** On whichever line it stands; of the same kind as the three digits, for some servers mix them up. */
function enhancedStatus(reply: string, code: number): string | null {
  const found = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/m.exec(reply)?.[1];
  return found !== undefined && found[0] === String(code)[0] ? found : null;
}

const longestReply = 200;

function shortened(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return line.length > longestReply ? `${line.slice(0, longestReply - 1)}…` : line;
}
