export { offersChanged } from './basis-key.ts';
export { type Basis, basisOf, type Candidate, type JudgedOffer } from './judged.ts';
export { keepLearned, type Learned, learnedOf } from './learned.ts';
export {
  type AdoptedRule,
  type Adoption,
  adoptedRules,
  adoptRule,
  currentRule,
  rulesFor,
  settledAt,
  unsettled,
} from './rules.ts';
