import { z } from 'zod';

/** How a value is tested. A value that is not there passes only `is_not`, `contains_not` and `not_set`. */
export const Comparator = z.enum([
  'is', // equals one of the values
  'is_not', // equals none of them
  'contains', // holds one of the texts, whatever the case
  'contains_not',
  'greater', // number, or date written year first
  'at_least',
  'less',
  'at_most',
  'set',
  'not_set',
]);
export type Comparator = z.output<typeof Comparator>;

const values = z
  .array(z.union([z.string().max(1000), z.number(), z.boolean()]))
  .max(1000)
  .default([])
  .describe('None for set and not_set, one for greater, at_least, less and at_most, one or more otherwise');

/** A test of one named value: a trait of a person, a property of an event. */
export const ValueTest = z.object({ how: Comparator, values });
export type ValueTest = z.output<typeof ValueTest>;

/** Whom a question is about, by a trait as it stood at the question's `asOf`. */
export const TraitFilter = z.object({
  kind: z.literal('trait'),
  trait: z.string().min(1).max(200),
  how: Comparator,
  values,
});

/** Whom a question is about, by a frozen list. */
export const ListFilter = z.object({
  kind: z.literal('list'),
  list: z.string().min(1).max(40).describe('Public id, lst_…'),
  inside: z.boolean().default(true),
});

/** Whom a question is about, by a segment, as its members were at the question's `asOf`. */
export const SegmentFilter = z.object({
  kind: z.literal('segment'),
  segment: z.string().min(1).max(40).describe('Public id, seg_…'),
  inside: z.boolean().default(true),
});

/** One condition on people; a question's conditions all hold. */
export const PeopleFilter = z.discriminatedUnion('kind', [TraitFilter, ListFilter, SegmentFilter]);
export type PeopleFilter = z.output<typeof PeopleFilter>;
