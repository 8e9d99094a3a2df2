import { z } from 'zod';
import { Comparator } from '#src/customers/filters/index.ts';

/** A test of a property on the event itself. Nested properties are named with dots: `cart.total`. */
export const PropertyTest = z.object({
  property: z.string().min(1).max(200),
  how: Comparator,
  values: z
    .array(z.union([z.string().max(1000), z.number(), z.boolean()]))
    .max(1000)
    .default([]),
});
export type PropertyTest = z.output<typeof PropertyTest>;

/** Which events are meant: one name, or any (null), with tests that all hold. */
export const EventMatch = z.object({
  event: z.string().min(1).max(200).nullable().describe('Name of the event; null for any event'),
  where: z.array(PropertyTest).max(20).default([]),
});
export type EventMatch = z.output<typeof EventMatch>;

/** How often, or how much, within one period. */
export const Rule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('times'), times: z.int().min(1).max(1000) }),
  z.object({
    kind: z.literal('quantity'),
    property: z.string().min(1).max(200).describe('A number on the event, added up over the period'),
    quantity: z.number().min(0.000001).max(1e12),
  }),
]);
export type Rule = z.output<typeof Rule>;
