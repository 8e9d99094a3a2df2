import { type AddressReader, isFlag, isOneOf } from '../../ui/address.ts';
import { searchedBy } from '../../ui/searched.ts';

export const sorts = ['name', 'members', 'seats', 'monthly', 'renewal', 'seen', 'owner'] as const;
export type Sort = (typeof sorts)[number];

/** What the address bar of the page of accounts holds. */
export interface AccountsSearch {
  search?: string;
  sort?: Sort;
  descending?: boolean;
}

/** Reads an address; what cannot be understood is left out. */
export const readAccountsSearch: AddressReader<AccountsSearch> = searchedBy<{
  sort: Sort;
  descending: boolean;
}>({
  sort: isOneOf(...sorts),
  descending: isFlag,
});
