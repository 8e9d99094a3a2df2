import type { Filters } from '../../ui/conditions.ts';

/** What the address bar of the page of people holds. */
export interface PeopleSearch {
  search?: string;
  people?: Filters;
}

const isFilter = (value: unknown): value is Filters[number] =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'trait' || value.kind === 'list');

/** Reads an address; what cannot be understood is left out. */
export function readPeopleSearch({ search, people }: Record<string, unknown>): PeopleSearch {
  return {
    ...(typeof search === 'string' && search !== ''
      ? { search }
      : typeof search === 'number'
        ? { search: String(search) }
        : {}),
    ...(Array.isArray(people) && people.length > 0 && people.every(isFilter) ? { people } : {}),
  };
}
