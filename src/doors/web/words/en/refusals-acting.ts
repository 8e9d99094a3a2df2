import type { refusalsActing as french } from '../fr/refusals-acting.ts';

export const refusalsActing: Record<keyof typeof french, string> = {
  'refusal.contact-rules.changed_meanwhile':
    'Somebody has changed the rules of contact meanwhile. Nothing is overwritten: look at those in force, then try again.',
  'refusal.contact-rules.channel_twice': 'A channel has one set of hours. Take it out of one of the two.',
  'refusal.contact-rules.span':
    'Hours end after they begin, on the same day. To close at night, say which hours of the day are open.',
  'refusal.messages.unknown': 'This message does not exist in this workspace.',
  'refusal.suppressions.address': 'This is no address. Give an e-mail address, or a number with its country.',
  'refusal.senders.address': 'This is no e-mail address. Give one alone, such as hello@brand.example.',
  'refusal.outbox.unknown': 'This message is not in the outbox of this workspace.',
  'refusal.messages.over': 'This message would be worth nothing when it could go out. Say a later end.',
  'refusal.messages.key_reused': 'Another message was sent under this key. Give this one a key of its own.',
};
