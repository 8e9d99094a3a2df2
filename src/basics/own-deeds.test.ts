import { expect, it } from 'vitest';
import { isOurMessage, isTheirDeed } from './own-deeds.ts';

it.each([
  'Email Delivered',
  'Email Opened',
  'email_opened',
  'Email Link Clicked',
  'Email Bounced',
  'Email Marked as Spam',
  'SMS Sent',
  'SMS Failed',
  'Push Opened',
  'Push Notification Tapped',
  'E-mail envoyé',
  'Courriel ouvert',
  'perdure.message_sent',
])('takes “%s” for a message of ours', (event) => {
  expect([isOurMessage(event), isTheirDeed(event)]).toEqual([true, false]);
});

it.each([
  'Email Verified', // by whoever signs up
  'Email Confirmed',
  'E-mail confirmé',
  'Email Changed',
  'SMS Code Entered',
  'Message Sent', // in a chat product, what it is for
  'Message Opened',
  'Email Campaign Sent', // in a product for marketers
  'Push Enabled',
])('takes “%s” for what people do', (event) => {
  expect([isOurMessage(event), isTheirDeed(event)]).toEqual([false, true]);
});

it('takes what says who somebody is for neither', () => {
  expect([isOurMessage('Identify'), isTheirDeed('Identify')]).toEqual([false, false]);
});
