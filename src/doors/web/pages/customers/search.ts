import { type AddressReader, isFilters } from '../../ui/address.ts';
import type { Filters } from '../../ui/conditions.ts';
import { searchedBy } from '../../ui/searched.ts';

/** What the address bar of the page of people holds. */
export interface PeopleSearch {
  search?: string;
  people?: Filters;
}

/** Reads an address; what cannot be understood is left out. */
export const readPeopleSearch: AddressReader<PeopleSearch> = searchedBy<{ people: Filters }>({
  people: isFilters,
});
