export {
  Amount,
  type Condition,
  placed,
  SegmentRule,
  type SegmentRuleInput,
  Window,
} from './ask.ts';
export { judgingUnit, peopleOf, peopleOfCondition } from './compile.ts';
export { nextContractChange } from './contracts.ts';
export { nextPhaseChange } from './in-phase.ts';
export { everyoneOf, type Judging, type People } from './people.ts';
export { eventsNamed, type JudgingEngines, judgingAt, requireSensible } from './settling.ts';
export { concerns, type Watch, watchOf } from './watching.ts';
export { conditionWords, type NamesById, ruleWords } from './words.ts';
