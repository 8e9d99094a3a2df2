import type { Segment } from '#src/customers/segments/index.ts';
import type { SegmentsSearch } from './search.ts';

type Sorted = Pick<Segment, 'name' | 'size' | 'createdAt'>;

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Segments whose names hold what is searched for, whatever the case and accents, in the order asked for. */
export const sortedBy = <One extends Sorted>(
  segments: readonly One[],
  { search = '', sort }: SegmentsSearch,
): One[] =>
  segments
    .filter(({ name }) => plain(name).includes(plain(search.trim())))
    .toSorted((one, other) => {
      if (sort === 'size') return (other.size ?? -1) - (one.size ?? -1);
      if (sort === 'latest') return other.createdAt.localeCompare(one.createdAt);
      return one.name.localeCompare(other.name);
    });
