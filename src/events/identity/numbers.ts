import type { Records } from '#src/engines/records/port.ts';
import { IdentityBook, ownerKey } from './identity-book.ts';
import type { Owner } from './ownership.ts';

/** Tells the number of an owner that was asked for. */
export type NumberOfOwner = (owner: Owner) => number;

/**
 * The numbers of many owners, giving new ones where there are none. Committed before it answers, so a number
 * that reaches the warehouse is never given to someone else. Call it within `withIdentityLock`.
 *
 * @param owners any number; read and written in two statements
 */
export async function numbersFor(
  records: Records,
  workspace: number,
  owners: readonly Owner[],
): Promise<NumberOfOwner> {
  const book = new IdentityBook(workspace);
  await records.transaction(async (tx) => {
    await book.readNumbers(tx, owners);
    await book.numberTheRest(tx, owners);
    await book.write(tx);
  });
  return (owner) => {
    const number = book.number(owner);
    if (number === undefined) throw new Error(`no number for ${ownerKey(owner)}`);
    return number;
  };
}
