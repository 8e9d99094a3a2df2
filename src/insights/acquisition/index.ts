export { countedShare, fewest, heldAgainstRest } from './against.ts';
export {
  AcquisitionPeopleAsk,
  type AcquisitionRow,
  AcquisitionTable,
  Against,
  CountedShare,
  type MismatchRow,
  Naming,
  type Paid,
  TableAsk,
  type TableAskInput,
  Worth,
} from './ask.ts';
export { comparableGained } from './comparable.ts';
export { type DaysAfter, didWithin, hasBit, type Paying, paidWithin } from './deeds.ts';
export type { Campaigns, ImportCsvAsk, Imported, RecogniseAsk, Recognised, RemoveAsk } from './import-ask.ts';
export { millionths, worthOf } from './money.ts';
export { operations } from './operations.ts';
export { everyoneGained } from './people.ts';
