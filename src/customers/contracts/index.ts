export { eventsKeeper } from './announcing.ts';
export { contractLedger } from './ledger.ts';
export { mirrorKeeper } from './mirror.ts';
export {
  isPaidAt,
  isRunning,
  monthlyAmounts,
  monthOf,
  nextPriceChange,
  type Paid,
  type PaidTerms,
  runsAt,
  timesAYear,
  yearlyAt,
} from './monthly.ts';
export { Contract, operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type ContractRow, contractsAt, contractsInForce, heldContracts, versionsHeldBy } from './queries.ts';
export { record as recordContracts } from './record.ts';
export {
  isPausedAt,
  type Reign,
  reignsOf,
  type Stretch,
  stretchesOf,
  type TimedVersion,
} from './stretches.ts';
