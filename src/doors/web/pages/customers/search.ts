import { isFilters } from '../../ui/address.ts';
import type { Filters } from '../../ui/conditions.ts';

/** What the address bar of the page of people holds. */
export interface PeopleSearch {
  search?: string;
  people?: Filters;
}

/** Reads an address; what cannot be understood is left out. */
export function readPeopleSearch({ search, people }: Record<string, unknown>): PeopleSearch {
  return {
    ...(typeof search === 'string' && search !== ''
      ? { search }
      : typeof search === 'number'
        ? { search: String(search) }
        : {}),
    ...(isFilters(people) ? { people } : {}),
  };
}
