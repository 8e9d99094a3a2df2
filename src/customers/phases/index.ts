export type { Era, LifeAsk } from './eras.ts';
export {
  type ActionFacts,
  type ContractFacts,
  type Facts,
  noFacts,
  type OfferTerms,
  type Order,
  plainTerms,
  type Refund,
} from './facts.ts';
export {
  isActive,
  type Life,
  type Move,
  type MoveFacts,
  type Phase,
  phases,
  type Reason,
  reasons,
  type Span,
  type Status,
  statuses,
  type Warned,
} from './life.ts';
export { type LocalDays, localDays } from './local-days.ts';
export { defaultRule, type Meant, PhaseRule, Regularity, regularityPresets } from './rule.ts';
export { lifeOf } from './telling.ts';
