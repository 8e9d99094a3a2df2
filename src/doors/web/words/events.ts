import type { Word, Words } from './index.ts';

/** Standard events have forms of their own: how one says that it was done, and that it is done again. */
const standard: Record<string, string> = {
  'Product Added': 'product_added',
  'Order Completed': 'order_completed',
  'Order Refunded': 'order_refunded',
  'Trial Booked': 'trial_booked',
  'Trial Attended': 'trial_attended',
  'Trial Missed': 'trial_missed',
  'Guest Checked In': 'guest_checked_in',
  'Ticket Opened': 'ticket_opened',
  'Ticket Replied': 'ticket_replied',
  'Ticket Closed': 'ticket_closed',
};

type Form = 'name' | 'past' | 'again';
const other: Record<Form, Word> = {
  name: 'event.other.name',
  past: 'event.other.past',
  again: 'event.other.again',
};
const any: Record<Form, Word> = { name: 'event.any.name', past: 'event.any.past', again: 'event.any.again' };

/**
 * An event as the sentence needs it: `name` (« Achat »), `past` (« acheté »), `again` (« rachètent »).
 *
 * @param event name as received; null for any event
 */
export function eventWords({ t, knows }: Words, event: string | null, form: Form): string {
  if (event === null) return t(any[form]);
  const word = `event.${standard[event] ?? ''}.${form}`;
  return knows(word) ? t(word) : t(other[form], { event });
}

/** A sentence of the server, which quotes events as they were received, with standard ones called as the pages do. */
export const withEventsNamed = (text: string, words: Pick<Words, 't' | 'knows'>): string =>
  text.replaceAll(/([«“]\s?)([^»”]+?)(\s?[»”])/gu, (quoted, open: string, event: string, close: string) => {
    const word = `event.${standard[event] ?? ''}.name`;
    return words.knows(word) ? `${open}${words.t(word)}${close}` : quoted;
  });
