import { addressOf, isFilters, isNumber, isText } from '../../ui/address.ts';
import type { Filters } from '../../ui/conditions.ts';

/** What the address bar of the page of people holds. */
export interface PeopleSearch {
  search?: string;
  people?: Filters;
}

const read = addressOf<{ search?: string | number; people?: Filters }>({
  // Digits typed into an address are read as a number.
  search: (value) => isText(value) || isNumber(value),
  people: isFilters,
});

/** Reads an address; what cannot be understood is left out. */
export const readPeopleSearch = Object.assign(
  (address: Readonly<Record<string, unknown>>): PeopleSearch => {
    const { search = '', ...rest } = read(address);
    return search === '' ? rest : { ...rest, search: String(search) };
  },
  { parts: read.parts, unread: read.unread },
);
