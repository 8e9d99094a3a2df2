export {
  type Comparable,
  type ComparableShare,
  comparable,
  type Measured,
  sharesBy,
} from './comparable.ts';
export { lastDayOver, periodsOver, rangeWords, whichPeriod } from './over.ts';
