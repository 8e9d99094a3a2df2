import { describe, expect, it } from 'vitest';
import { answered, unanswered } from './failure.ts';
import type { MailFailureClass, MailStage } from './port.ts';

const told = (stage: MailStage, reply: string) => answered(stage, reply).class;

/** What servers of the world say, and what it asks for. */
const table: readonly (readonly [MailStage, string, MailFailureClass])[] = [
  ['greeting', '421 4.7.0 mx.example too many connections from your IP', 'lane'],
  ['greeting', '554 5.7.1 no SMTP service here', 'lane'],
  ['greeting', 'HTTP/1.1 400 Bad Request', 'lane'],
  ['tls', '454 4.7.0 TLS not available due to temporary reason', 'lane'],
  ['auth', '535 5.7.8 Authentication credentials invalid', 'lane'],
  ['mail', '421 4.3.2 Service shutting down', 'lane'],
  ['mail', '450 4.2.1 try again', 'retry'],
  ['mail', '451 4.7.1 Please slow down', 'lane'],
  ['mail', '452 4.3.1 Insufficient system storage', 'lane'],
  ['mail', '454 Throttling failure: Maximum sending rate exceeded.', 'lane'],
  ['mail', '530 5.7.0 Must issue a STARTTLS command first', 'lane'],
  ['mail', '550 5.7.1 Sender address rejected: not owned by user', 'lane'],
  ['mail', '553 5.1.7 bad sender', 'lane'],
  ['mail', '552 5.3.4 Message size exceeds fixed limit', 'message'],
  ['mail', '503 5.5.1 nested MAIL command', 'retry'],
  ['rcpt', '421 too many messages in this connection', 'lane'],
  ['rcpt', '450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted', 'retry'],
  ['rcpt', '451 4.7.1 Greylisting in action, please come back later', 'retry'],
  ['rcpt', '450 mailbox busy', 'retry'],
  ['rcpt', '450 4.1.8 Sender address rejected: Domain not found', 'lane'],
  ['rcpt', '452 4.5.3 Too many recipients', 'lane'],
  ['rcpt', '550 5.1.1 User unknown', 'bounce'],
  ['rcpt', '550-5.1.1 The account does not exist.\n550 5.1.1 See the help page.', 'bounce'],
  ['rcpt', '550 No such user here', 'bounce'],
  ['rcpt', '551 User not local', 'bounce'],
  ['rcpt', '553 mailbox name not allowed', 'bounce'],
  ['rcpt', '501 5.1.3 Bad recipient address syntax', 'bounce'],
  ['rcpt', '550 5.2.1 The account is disabled', 'bounce'],
  ['rcpt', '550 5.4.1 Recipient address rejected: Access denied', 'bounce'],
  ['rcpt', '556 5.1.10 domain does not accept mail', 'bounce'],
  ['rcpt', '552 mailbox full', 'retry'],
  ['rcpt', '552 5.2.2 Over quota', 'retry'],
  ['rcpt', '550 5.2.2 mailbox full', 'retry'],
  ['rcpt', '552 5.3.4 Message too big for system', 'message'],
  ['rcpt', '554 5.7.1 Relay access denied', 'lane'],
  ['rcpt', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'lane'],
  ['rcpt', '550 5.7.1 Your IP is banned', 'lane'],
  ['rcpt', '504 5.5.2 <box>: Helo command rejected: need fully-qualified hostname', 'lane'],
  ['rcpt', '550 5.1.8 Sender address rejected: Domain not found', 'lane'],
  ['rcpt', '550 5.7.124 sender not in allowed senders list', 'message'],
  ['rcpt', '554 delivery error', 'message'],
  ['rcpt', '530 authentication required', 'lane'],
  ['data', '451 4.3.0 queue file write error', 'retry'],
  ['data', '554 5.5.1 no valid recipients', 'message'],
  ['data', '250 hm?', 'lane'],
  ['end', '421 4.4.2 timeout exceeded', 'lane'],
  ['end', '450 4.7.0 rate limit', 'lane'],
  ['end', '451 try again later', 'retry'],
  ['end', '452 4.3.1 Insufficient system storage', 'lane'],
  ['end', '550 5.7.1 looks like spam; message blocked', 'message'],
  ['end', '550 5.1.1 User unknown', 'bounce'],
  ['end', '550 refused', 'message'],
  ['end', '552 5.2.2 mailbox full', 'retry'],
  ['end', '552 message too large', 'message'],
  ['end', '554 5.6.0 malformed', 'message'],
  ['end', '550-5.7.26 This mail is unauthenticated\n550 5.7.26 see the help page', 'lane'],
  ['end', '354 go on', 'uncertain'],
  ['end', '25', 'uncertain'],
  ['end', '2500 ok', 'uncertain'],
  ['end', 'Segmentation fault', 'uncertain'],
];

describe('an answer', () => {
  it.each(table)('at %s: %s asks for %s', (stage, reply, expected) => {
    expect(told(stage, reply)).toBe(expected);
  });

  it('carries its digits and its status, whichever line says it', () => {
    expect(answered('rcpt', '550-first\n550 5.1.1 unknown')).toEqual({
      stage: 'rcpt',
      code: 550,
      enhanced: '5.1.1',
      class: 'bounce',
      reply: '550-first 550 5.1.1 unknown',
    });
    // 4.x.x under 550 is a mixture: the three digits hold.
    expect(answered('rcpt', '550 4.1.1 unknown')).toMatchObject({ enhanced: null, class: 'bounce' });
    expect(answered('greeting', 'hello')).toMatchObject({ code: null, enhanced: null });
  });

  it('is told in one line of at most 200 letters', () => {
    const { reply } = answered('rcpt', `550 ${'x'.repeat(1_000)}\r\n\u0000\u202e`);
    expect(reply).toHaveLength(200);
    expect(answered('rcpt', '550 a\r\n\u0000\u202e b').reply).toBe('550 a b');
  });
});

it('nothing said is uncertain from the final dot on, and surely not taken before', () => {
  const of = (stage: MailStage) => unanswered(stage, 'lost').class;
  expect((['connect', 'greeting', 'tls', 'auth'] as const).map(of)).toEqual(Array(4).fill('lane'));
  expect((['mail', 'rcpt', 'data'] as const).map(of)).toEqual(Array(3).fill('retry'));
  expect(of('end')).toBe('uncertain');
});
