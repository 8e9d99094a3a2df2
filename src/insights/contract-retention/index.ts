export {
  ContractPeopleAsk,
  type ContractPeriod,
  ContractsAnswer,
  ContractsAsk,
  type ContractsAskInput,
} from './ask.ts';
export { comparableContracts } from './comparable.ts';
export { type Which, whiches } from './counting.ts';
export { type HeldVersion, holdings, latestOf, leftAt, pausesOf } from './histories.ts';
export { operations } from './operations.ts';
export { everyoneHeld, localDayOf, ofWanted, requireKind } from './reading.ts';
export { type ContractStanding, contractStanding, contractStandings } from './standing.ts';
export { type DetailedHistory, heldHistories, otherHolders } from './versions.ts';
