export { contractLedger } from './ledger.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type ContractRow, contractsAt, heldContracts } from './queries.ts';
