import { type Sql, sql } from '#src/basics/sql.ts';

/** Who is counted: people, or the accounts they belong to. */
export type Unit = 'customer' | 'account';

/**
 * A unit as it stands in bitmaps: the customer's number, or a 64-bit fingerprint of the account's id.
 *
 * Two of a million accounts share a fingerprint with a chance of 3 in 100 million.
 */
export const unitOf: Readonly<Record<Unit, Sql>> = {
  customer: sql`customer`,
  account: sql`sipHash64(account)`,
};
