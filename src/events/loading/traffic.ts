import type { ReceivedEvent } from '../intake/index.ts';

/** Whose traffic it is; only customers' counts unless asked otherwise. */
export type Traffic = 'customer' | 'internal' | 'bot';

/** What marks an event as the team's own. */
export interface InternalRule {
  readonly kind: 'user_id' | 'email_domain';
  /** A user id, or a domain such as `example.fr` (also of its sub-domains). */
  readonly value: string;
}

// The words robots name themselves by, after the public list monperrus/crawler-user-agents; "bot" only as a
// word's end, so that Cubot telephones stay people.
const robots =
  /(?<!cu)bot\b|(?<!cu)bot[/ ;_-]|crawl|spider|slurp|headlesschrome|phantomjs|lighthouse|pingdom|uptime|monitor|preview|facebookexternalhit|python-requests|curl\/|wget\//i;

/**
 * Marks robots by their user agent and the team by the workspace's rules. A server's own client library is not a
 * robot: it speaks for a customer.
 */
export function trafficOf(event: ReceivedEvent, rules: readonly InternalRule[]): Traffic {
  if (rules.some((rule) => applies(rule, event))) return 'internal';
  return event.userAgent !== '' && robots.test(event.userAgent) ? 'bot' : 'customer';
}

function applies(rule: InternalRule, event: ReceivedEvent): boolean {
  const value = rule.value.toLowerCase();
  if (rule.kind === 'user_id') return event.userId?.toLowerCase() === value;
  const email = emailOf(event);
  return email !== null && (email.endsWith(`@${value}`) || email.endsWith(`.${value}`));
}

/** The address an event names: its user id where that is one, else `email` among its traits or properties. */
function emailOf(event: ReceivedEvent): string | null {
  if (event.userId?.includes('@')) return event.userId.toLowerCase();
  for (const text of [event.traits, event.properties]) {
    if (!text.includes('"email"')) continue;
    const email = (JSON.parse(text) as { email?: unknown }).email; // JSON text of an object, by the type's promise
    if (typeof email === 'string') return email.toLowerCase();
  }
  return null;
}
