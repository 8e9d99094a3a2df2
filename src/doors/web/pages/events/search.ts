import { addressOf, isName } from '../../ui/address.ts';

/** What the address of what was set aside holds. */
interface SetAsideSearch {
  /** Only what was set aside for this reason, by its code. */
  reason?: string;
}

export const readSetAsideSearch = addressOf<SetAsideSearch>({ reason: isName });
