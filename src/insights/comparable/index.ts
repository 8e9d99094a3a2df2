export {
  type Comparable,
  type ComparableShare,
  comparable,
  type Measured,
  type Measuring,
  sharesBy,
} from './comparable.ts';
export { lastDayOver, periodsOver, rangeWords, whichPeriod } from './over.ts';
