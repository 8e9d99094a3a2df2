export { eventsKeeper } from './announcing.ts';
export { contractLedger } from './ledger.ts';
export { mirrorKeeper } from './mirror.ts';
export { isPaidFor, isRunning, monthlyAmounts, type Paid } from './monthly.ts';
export { Contract, operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type ContractRow, contractsAt, contractsInForce, heldContracts, versionsHeldBy } from './queries.ts';
export { record as recordContracts } from './record.ts';
