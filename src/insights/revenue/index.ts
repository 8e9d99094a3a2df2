export {
  Apart,
  Book,
  Churn,
  ChurnAsk,
  type ChurnAskInput,
  type ChurnRow,
  Holders,
  Minor,
  type Move,
  Movements,
  MovementsAsk,
  type MovementsAskInput,
  type MovementsRow,
  moves,
  Part,
  partName,
  RevenuePeopleAsk,
  requireBook,
  revenueFields,
  revenueSaid,
} from './ask.ts';
export { partsOf } from './balances.ts';
export { comparableChurn } from './comparable.ts';
export type { HolderMovements, HolderMovementsAskInput } from './holder-ask.ts';
export { halfEven, minorOf, quotient, wholeParts } from './money.ts';
export { entriesOf, movesOf } from './moves.ts';
export { operations } from './operations.ts';
export { bitmapOf, everyonePaying, unitAsked } from './people.ts';
export { saidOfMoney } from './revenue.ts';
export { type Engines, eachCurrency, moneyLimits, partsIn, type Scope, scopeOf } from './scope.ts';
export { moneyWords } from './words.ts';
