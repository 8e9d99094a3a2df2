import { z } from 'zod';
import { Contract } from '#src/customers/contracts/index.ts';
import { Instant, LocalDate } from '#src/customers/frame/index.ts';
import { Person } from '#src/customers/naming/index.ts';
import { phases, statuses } from '#src/customers/phases/index.ts';
import { oneOfBoth, WhoAsk } from '#src/customers/profiles/index.ts';

/** The question of `customers.life`. */
export const LifeAsk = z
  .object({
    ...WhoAsk.shape,
    weeks: z.int().min(4).max(520).default(104).describe('So many weeks at most, this one included'),
  })
  .refine(oneOfBoth, { error: 'either customer or id' });
export type LifeAsk = z.output<typeof LifeAsk>;

const Paid = z.object({
  currency: z.string(),
  amount: z.string().describe('In smallest units of the currency, as decimal text'),
});

/** Bought in a currency. */
const Bought = Paid.extend({ orders: z.int(), refunded: z.string() });

/** Something we did, or told them. */
export const Ours = z.object({
  at: Instant,
  event: z.string(),
  what: z.string().nullable().describe('Which action, message or reward, as it is told'),
  cause: z.string().nullable().describe('The cause that it answers'),
  closedAt: Instant.nullable(),
  outcome: z.string().nullable().describe('What came of it, as it was told'),
  backAfterDays: z
    .int()
    .nullable()
    .describe('Local days until the next visit; null: none since, or nobody said what a visit is'),
});
export type Ours = z.output<typeof Ours>;

/** The question of `accounts.life`. */
export const AccountLifeAsk = z.object({
  account: z.string().min(1).max(512).describe('Its id as received'),
});
export type AccountLifeAsk = z.output<typeof AccountLifeAsk>;

/** One person’s own rhythm of visits, in local days. */
const Rhythm = z.object({
  visits: z.int().describe('All visits ever'),
  days: z.int().describe('Days with a visit'),
  usual: z.number().nullable().describe('The middle of their latest 20 gaps, in days; null below 3 gaps'),
  limit: z
    .int()
    .nullable()
    .describe('Silence that is still within their rhythm; null while too little is known'),
  last: LocalDate.nullable(),
  expected: LocalDate.nullable().describe('The last visit and the usual gap'),
  silence: z.int().nullable().describe('Days since the last visit'),
});
export type Rhythm = z.output<typeof Rhythm>;

/** The answer of `customers.life`: one person’s life by week. */
export const Life = z.object({
  customer: z.int(),
  weeks: z.array(LocalDate).describe('First days; every list by week has one entry for each'),
  to: LocalDate.describe('The last day, today'),
  activity: z.array(z.int()).describe('What they did themselves'),
  visits: z
    .object({ offer: z.string(), weeks: z.array(z.int()) })
    .nullable()
    .describe('By the value of their headline offer; null: nobody said what a visit is'),
  purchases: z
    .array(z.object({ currency: z.string(), weeks: z.array(z.string()) }))
    .describe('Smallest units'),
  bands: z
    .array(
      z.object({
        phase: z.enum(phases),
        status: z.enum(statuses),
        from: Instant,
        to: Instant.nullable(),
      }),
    )
    .describe('Of their headline life, in order'),
  ours: z.array(Ours).describe('Latest first; at most 100'),
  tickets: z.array(z.object({ at: Instant, event: z.string(), topic: z.string().nullable() })),
  contracts: z
    .array(Contract.extend({ running: z.boolean() }))
    .describe('In force, those that run first; by any of their ids'),
  monthly: z.array(Paid).describe('What running contracts bring a month, each currency by itself'),
  bought: z.array(Bought).describe('By orders, over all time; what was paid back stands beside'),
  rhythm: Rhythm.nullable().describe('Null: nobody said what a visit is'),
});
export type Life = z.output<typeof Life>;

/** The answer of `accounts.life`: what one page of an account needs beside `accounts.show`. */
export const AccountLife = z.object({
  account: z.string(),
  ours: z
    .array(
      Ours.extend({
        person: Person.nullable().describe('To whom; null: to the account itself'),
        backAfterDays: z
          .int()
          .nullable()
          .describe('Local days until anybody of the account next did anything; null: not since'),
      }),
    )
    .describe('Latest first; at most 100'),
  bought: z.array(Bought).describe('By orders of its people for it, over all time'),
  standing: z
    .array(
      z.object({
        customer: z.int(),
        phase: z.enum(phases),
        status: z.enum(statuses),
        since: Instant,
      }),
    )
    .describe('Of those who belong to it and are in a phase, in their headline life'),
  events: z
    .array(z.object({ event: z.string(), count: z.int(), last: Instant }))
    .describe('What is told in it, most often first; the first 200 names'),
});
export type AccountLife = z.output<typeof AccountLife>;
