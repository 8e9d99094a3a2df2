/** By which way somebody is reached. */
export const channels = ['email', 'sms', 'whatsapp', 'web_push', 'in_app', 'phone', 'post'] as const;
export type Channel = (typeof channels)[number];

/**
 * What for. `tracking` is the measurement of what one person opens. Transactional and contractual messages ask nobody's leave:
 * they stand in no row.
 */
export const purposes = ['marketing', 'service', 'survey', 'tracking'] as const;
export type Purpose = (typeof purposes)[number];

/** What was said. `pending`: a double opt-in that is not confirmed. Withdrawn and objected are both a no. */
export const states = ['granted', 'pending', 'withdrawn', 'objected'] as const;
export type ConsentState = (typeof states)[number];

/** By which right a yes holds. */
export const bases = ['consent', 'existing_customer', 'legitimate_interest', 'contract'] as const;
export type Basis = (typeof bases)[number];

/** What must be true of a message, beyond the yes itself, whenever one is sent by it. */
export const conditions = [
  'similar_goods',
  'objection_offered',
  'related_to_job',
  'contract_running',
  'related_to_contract',
] as const;
export type Condition = (typeof conditions)[number];

/** All topics, as rows name them. */
export const allTopics = '';

const forMarketing: Readonly<Record<Channel, readonly Basis[]>> = {
  email: ['consent', 'existing_customer', 'legitimate_interest'],
  sms: ['consent', 'existing_customer'],
  whatsapp: ['consent'],
  web_push: ['consent'],
  in_app: ['consent', 'legitimate_interest'],
  phone: ['consent', 'legitimate_interest', 'contract'],
  post: ['consent', 'legitimate_interest'],
};

/**
 * The bases by which a yes may hold, the strongest first. Where texts leave a doubt, the stricter reading stands.
 *
 * @source CPCE L34-5: prior consent for e-mail and SMS; a customer's own address for similar goods; CNIL, B2B prospecting:
 *   information, objection, related to the job. Code de la consommation L223-1 as of 11 August 2026: consent before a call,
 *   but for a running contract and what is related to it. CNIL recommendation 2026-042 of 12 March 2026: opens of one person
 *   are measured by consent alone, also B2B
 */
export function basesFor(channel: Channel, purpose: Purpose): readonly Basis[] {
  if (purpose === 'tracking') return ['consent'];
  if (purpose === 'marketing') return forMarketing[channel];
  return ['consent', 'legitimate_interest', 'contract'];
}

/** Which conditions a basis puts on each message sent by it. */
export function conditionsOf(basis: Basis, channel: Channel, purpose: Purpose): readonly Condition[] {
  if (basis === 'consent') return [];
  if (basis === 'existing_customer') return ['similar_goods', 'objection_offered'];
  if (basis === 'contract') return ['contract_running', 'related_to_contract'];
  const toProfessionals = purpose === 'marketing' && (channel === 'email' || channel === 'phone');
  return toProfessionals ? ['related_to_job', 'objection_offered'] : ['objection_offered'];
}

export const isNo = (state: ConsentState): boolean => state === 'withdrawn' || state === 'objected';
