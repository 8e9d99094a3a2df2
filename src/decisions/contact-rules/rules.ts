import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { type Channel, channels } from '#src/customers/consent/index.ts';

export const ChannelName = z.enum(channels);

/**
 * What a message is for. Transactional: it answers what the person just did (a receipt). Contractual: the contract or the
 * law asks for it (the notice before a renewal). Nobody may refuse those two, and no rule of comfort holds them back.
 */
export const purposes = ['transactional', 'contractual', 'service', 'marketing', 'survey'] as const;
export const Purpose = z.enum(purposes);
export type Purpose = (typeof purposes)[number];

/** Purposes that hours and caps hold back. */
export const held = ['service', 'marketing', 'survey'] as const satisfies readonly Purpose[];
const Held = z.enum(held);

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const Time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .describe('A time of day such as 08:00; 24:00 is its end');

const Span = z.object({ from: Time, to: Time });

/** When messages of some channels may go out, by the clock of whoever gets them. */
const Hours = z.object({
  channels: z.array(ChannelName).min(1),
  days: z.array(z.enum(weekdays)).min(1),
  spans: z.array(Span).min(1).max(6),
  holidays: z
    .enum(['open', 'closed_fr'])
    .default('open')
    .describe('closed_fr: not on public holidays of France'),
});
export type Hours = z.output<typeof Hours>;

/** At most so many messages. */
const Cap = z.object({
  channels: z.array(ChannelName).min(1).describe('They count together'),
  purposes: z.array(Held).min(1).describe('They count together'),
  most: z.int().min(1).max(1000),
  within: z.object({ amount: z.int().min(1).max(366), unit: z.enum(['hours', 'days']) }),
});
export type Cap = z.output<typeof Cap>;

const Policy = z.enum(['defer', 'drop']);

/** When a workspace contacts people, and how often. */
export const ContactRules = z.object({
  hours: z.array(Hours).max(10).describe('A channel that is named nowhere is open at any hour'),
  caps: z.array(Cap).max(20),
  whenClosed: Policy.default('defer').describe(
    'A message that comes due out of hours waits for the next, or is dropped',
  ),
  whenCapped: Policy.default('defer').describe(
    'A message above a cap waits until there is room again, or is dropped',
  ),
});
export type ContactRules = z.output<typeof ContactRules>;

export const dayMs = 86_400_000;
const msOf = { hours: 3_600_000, days: dayMs } as const;

/** Milliseconds that a cap looks back. */
export const lengthOf = ({ within }: Cap): number => within.amount * msOf[within.unit];

/** Milliseconds since midnight. */
export function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/**
 * Refuses what no message could ever pass, or what contradicts itself.
 *
 * @throws DomainError `contact-rules.span`, `contact-rules.channel_twice`
 */
export function requireSound({ hours }: ContactRules): void {
  const named = new Set<Channel>();
  for (const [i, { channels: own, spans }] of hours.entries()) {
    for (const [j, { from, to }] of spans.entries())
      if (timeOfDay(from) >= timeOfDay(to))
        throw new DomainError('contact-rules.span', {
          field: `hours[${i}].spans[${j}]`,
          expected: 'an end after the beginning, on the same day; a night is left out by the hours around it',
          got: `${from}–${to}`,
        });
    for (const channel of own) {
      if (named.has(channel))
        throw new DomainError('contact-rules.channel_twice', {
          field: `hours[${i}].channels`,
          expected: 'each channel under one set of hours',
          got: channel,
        });
      named.add(channel);
    }
  }
}
