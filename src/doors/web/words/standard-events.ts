/** Standard events have forms of their own: how one says that it was done, and that it is done again. */
export const standard: Record<string, string> = {
  'Page Viewed': 'page_viewed',
  'Screen Viewed': 'screen_viewed',
  Identify: 'identify',
  'Products Searched': 'products_searched',
  'Product Viewed': 'product_viewed',
  'Product Added': 'product_added',
  'Product Removed': 'product_removed',
  'Cart Viewed': 'cart_viewed',
  'Checkout Started': 'checkout_started',
  'Order Completed': 'order_completed',
  'Order Cancelled': 'order_cancelled',
  'Order Refunded': 'order_refunded',
  'Signed Up': 'signed_up',
  'Signed In': 'signed_in',
  'Trial Booked': 'trial_booked',
  'Trial Attended': 'trial_attended',
  'Trial Missed': 'trial_missed',
  'Guest Checked In': 'guest_checked_in',
  'Email Delivered': 'email_delivered',
  'Email Opened': 'email_opened',
  'Email Link Clicked': 'email_link_clicked',
  'Email Bounced': 'email_bounced',
  'Ticket Opened': 'ticket_opened',
  'Ticket Replied': 'ticket_replied',
  'Ticket Closed': 'ticket_closed',
  // What Perdure tells itself only bears a name.
  'perdure.action_opened': 'action_opened',
  'perdure.action_closed': 'action_closed',
  'perdure.message_sent': 'message_sent',
  'perdure.milestone_reached': 'milestone_reached',
  'perdure.consent_changed': 'consent_changed',
  'perdure.segment_entered': 'segment_entered',
  'perdure.segment_left': 'segment_left',
  'perdure.stage_changed': 'stage_changed',
  'perdure.contract_started': 'contract_started',
  'perdure.contract_changed': 'contract_changed',
  'perdure.contract_renewed': 'contract_renewed',
  'perdure.contract_paused': 'contract_paused',
  'perdure.contract_resumed': 'contract_resumed',
  'perdure.contract_cancelled': 'contract_cancelled',
  'perdure.contract_ended': 'contract_ended',
};

/**
 * A sentence of the server, which quotes events as they were received, with standard ones called as the pages do.
 *
 * @param called the text of a name such as `event.trial_booked.name`; undefined where there is none
 */
export const withEventsNamed = (text: string, called: (word: string) => string | undefined): string =>
  text.replaceAll(/([«“]\s?)([^»”]+?)(\s?[»”])/gu, (quoted, open: string, event: string, close: string) => {
    const name = called(`event.${standard[event] ?? ''}.name`);
    return name === undefined ? quoted : `${open}${name}${close}`;
  });
