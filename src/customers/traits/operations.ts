import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { traitValues } from './queries.ts';

const unit = z.enum(['customer', 'account']).default('customer');
const search = z.string().max(200).optional().describe('Only names that hold this text');

const names = operation({
  name: 'traits.names',
  asks: { fr: 'Que sait-on des clients ?', en: 'What is known of customers?' },
  needs: 'customers:read',
  input: z.object({ unit, search, limit: z.int().min(1).max(1000).default(200) }),
  output: z.object({ traits: z.array(z.object({ trait: z.string(), people: z.int() })) }),
  run: async ({ warehouse }, ask) => ({
    traits: (await warehouse.rows(traitNames(ask))).map(({ trait, people }) => ({
      trait,
      people: Number(people),
    })),
  }),
});

const values = operation({
  name: 'traits.values',
  asks: {
    fr: 'Quelles valeurs a ce trait, et pour combien de clients ?',
    en: 'Which values has this trait, and for how many?',
  },
  needs: 'customers:read',
  input: z.object({
    trait: z.string().min(1).max(200),
    unit,
    search,
    limit: z.int().min(1).max(1000).default(50),
  }),
  output: z.object({ values: z.array(z.object({ value: z.string(), people: z.int() })) }),
  run: async ({ warehouse, clock }, ask) => ({
    values: (await warehouse.rows(valuesOf(ask, clock.now()))).map(({ value, people }) => ({
      value,
      people: Number(people),
    })),
  }),
});

interface NamesAsk {
  readonly unit: 'customer' | 'account';
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Grain: one row per trait, widest known first; ≤ limit rows. */
const traitNames = ({
  unit: who,
  search: text,
  limit,
}: NamesAsk): Sql<{ trait: string; people: number | string }> => sql`
  select trait, ${who === 'customer' ? sql`uniqExact(customer)` : sql`uniqExact(account)`} as people
  from ${who === 'customer' ? scoped('trait_changes') : scoped('account_trait_changes')}
  ${text === undefined ? nothing : sql`where positionCaseInsensitiveUTF8(trait, ${text}) > 0`}
  group by trait
  order by people desc, trait
  limit ${typed('UInt64', limit)}`;

/** Grain: one row per value, most people first; ≤ limit rows. */
const valuesOf = (
  { trait, unit: who, search: text, limit }: NamesAsk & { readonly trait: string },
  asOf: number,
): Sql<{ value: string; people: number | string }> => sql`
  select value, count() as people
  from ${traitValues({ trait, asOf, unit: who })}
  ${text === undefined ? nothing : sql`where positionCaseInsensitiveUTF8(value, ${text}) > 0`}
  group by value
  order by people desc, value
  limit ${typed('UInt64', limit)}`;

/** What menus ask of traits. */
export const operations = [names, values];
