import { domainToASCII } from 'node:url';
import type { HandOver, MailLane } from '#src/engines/mail/port.ts';
import type { Sender } from '#src/messages/senders/index.ts';
import type { HandedOver, Lane, Outgoing } from './lane.ts';

/** Handed over side by side: as many as the mail lane has connections. */
export const emailWidth = 5;

/**
 * E-mail by a mail server.
 *
 * Whoever may be written to for marketing must be able to leave by one click: without that link such a message is not sent.
 */
export const emailLane = (mail: MailLane, sender: Sender): Lane => ({
  name: 'smtp',
  idempotent: false,
  width: emailWidth,
  handOver: async (message, { begin, end }) => {
    const { rendered, purpose, unsubscribe } = message;
    if (rendered.as !== 'email') return end({ as: 'failed', detail: 'this message has no form for e-mail' });
    if (purpose === 'marketing' && unsubscribe === null)
      return end({
        as: 'failed',
        detail: 'marketing by e-mail needs a link to leave by, which is not there yet',
      });
    const handed = await mail
      .handOver(mailOf(message, rendered, sender), {
        beforeEnd: async () => {
          if (!(await begin())) throw new NotBegun();
        },
        afterEnd: (over) => end(told(over, message)),
      })
      .catch((error: unknown) => {
        if (error instanceof NotBegun) return undefined;
        throw error;
      });
    if (handed !== undefined) await end(told(handed, message)); // where the server refused it before its end
  },
});

class NotBegun extends Error {}

function mailOf(
  { intent, to, unsubscribe, purpose, workspace }: Outgoing,
  { subject, html, text }: Extract<Outgoing['rendered'], { as: 'email' }>,
  sender: Sender,
): Parameters<MailLane['handOver']>[0] {
  return {
    from: { name: sender.name, address: sender.address },
    to: { address: to.address },
    ...(sender.replyTo === '' ? {} : { replyTo: { name: '', address: sender.replyTo } }),
    subject,
    html,
    text,
    envelopeFrom: sender.address,
    headers: {
      'Message-ID': messageIdOf(intent, sender),
      'Feedback-ID': `${purpose}:${workspace}:perdure`,
      ...(unsubscribe === null
        ? {}
        : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}

/** The same however often a message is handed over. */
const messageIdOf = (intent: string, { address }: Sender): string =>
  `<${intent}@${domainToASCII(address.split('@').at(-1) ?? '')}>`;

function told(handed: HandOver, { intent }: Outgoing): HandedOver {
  if (handed.taken) return { as: 'sent', providerId: intent, detail: handed.reply };
  const { class: kind, stage, reply } = handed.failure;
  const detail = `${stage}: ${reply}`;
  if (kind === 'retry') return { as: 'later', detail };
  if (kind === 'bounce') return { as: 'bounced', detail };
  if (kind === 'lane') return { as: 'closed', detail, afterMs: null };
  if (kind === 'message') return { as: 'failed', detail };
  return { as: 'uncertain', detail };
}
