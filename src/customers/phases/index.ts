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
export { type Era, type LifeAsk, lifeOf } from './machine.ts';
export { defaultRule, type Meant, PhaseRule, Regularity, regularityPresets } from './rule.ts';
