import type { refusalsActing as french } from '../fr/refusals-acting.ts';

export const refusalsActing: Record<keyof typeof french, string> = {
  'refusal.contact-rules.changed_meanwhile':
    'Somebody has changed the rules of contact meanwhile. Nothing is overwritten: look at those in force, then try again.',
  'refusal.contact-rules.channel_twice': 'A channel has one set of hours. Take it out of one of the two.',
  'refusal.contact-rules.span':
    'Hours end after they begin, on the same day. To close at night, say which hours of the day are open.',
};
