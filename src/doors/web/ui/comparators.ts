import type { Comparator } from '#src/customers/filters/index.ts';

/** How a value may be tested, in the order of menus. */
export const comparators = [
  'is',
  'is_not',
  'contains',
  'contains_not',
  'greater',
  'at_least',
  'less',
  'at_most',
  'set',
  'not_set',
] as const satisfies readonly Comparator[];
