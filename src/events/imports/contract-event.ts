import { createHash } from 'node:crypto';

/**
 * The message id of what befell a contract: told by an import and by whoever keeps contracts, it is stored once.
 *
 * @param at epoch milliseconds
 */
export const contractEventId = (event: string, contract: string, at: number): string =>
  `${event}:${shortId(contract)}:${at}`;

const shortId = (contract: string): string =>
  Buffer.byteLength(contract) <= 400 ? contract : createHash('md5').update(contract).digest('hex');
