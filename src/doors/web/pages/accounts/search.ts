import { addressOf, isFlag, isNumber, isOneOf, isText } from '../../ui/address.ts';

export const sorts = ['name', 'members', 'seats', 'monthly', 'renewal', 'seen', 'owner'] as const;
export type Sort = (typeof sorts)[number];

/** What the address bar of the page of accounts holds. */
export interface AccountsSearch {
  search?: string;
  sort?: Sort;
  descending?: boolean;
}

const read = addressOf<{ search?: string | number; sort?: Sort; descending?: boolean }>({
  // Digits typed into an address are read as a number.
  search: (value) => isText(value) || isNumber(value),
  sort: isOneOf(...sorts),
  descending: isFlag,
});

/** Reads an address; what cannot be understood is left out. */
export const readAccountsSearch = Object.assign(
  (address: Readonly<Record<string, unknown>>): AccountsSearch => {
    const { search = '', ...rest } = read(address);
    return search === '' ? rest : { ...rest, search: String(search) };
  },
  { parts: read.parts, unread: read.unread },
);
