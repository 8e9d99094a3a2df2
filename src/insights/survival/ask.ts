import { z } from 'zod';
import { frameFields, Instant, LocalDate, pageFields } from '#src/customers/frame/index.ts';

/** Whose contracts, as they were known when. */
const held = {
  unit: frameFields.unit.describe('Only contracts of these holders; all unless told, or people are'),
  people: frameFields.people,
  asOf: Instant.optional(),
};
const offers = z.array(z.string().max(200)).max(20).optional();

/** How long do contracts last? */
export const ContractsAsk = z.object({
  from: LocalDate.optional().describe('Stretches that began on this local day or later'),
  to: LocalDate.optional().describe('… or until this one, included'),
  offers: offers.describe('The 10 with most contracts unless told'),
  readings: z
    .array(z.int().min(0).max(36_600))
    .max(50)
    .default([30, 90, 180, 365])
    .describe('Days at which the curve is read'),
  ...held,
});
export type ContractsAsk = z.output<typeof ContractsAsk>;

/** How many holders leave and return, month by month? */
export const ChurnAsk = z.object({
  from: LocalDate,
  to: LocalDate,
  offers: offers.describe(
    'Only contracts of these, of which a change to another is no end; any offer unless told',
  ),
  ...held,
});

/** Whose contracts: those who began long enough ago, by whether they were still under contract then. */
export const HoldersAsk = z.object({
  ask: ContractsAsk,
  after: z.int().min(1).max(36_600).describe('Days after the beginning; only those watched for longer'),
  which: z.enum(['all', 'still', 'left']),
  ...pageFields,
});
export type HoldersAsk = z.output<typeof HoldersAsk>;
