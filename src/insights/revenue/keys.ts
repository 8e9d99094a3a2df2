/** A day that never comes. */
export const never = 2_000_000;
/** So many books at most: an entry's key is its day and its book. */
export const mostBooks = 4096;
/** Between the days of one currency and of the next, in the list of rates. */
export const daysApart = 10_000_000;
/** Days before 1970 are below 0, keys are not. */
export const dayShift = 200_000;
