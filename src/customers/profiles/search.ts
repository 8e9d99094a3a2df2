import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { onlyWanted, PeopleFilter, type WantedPeople, wantedPeople } from '#src/customers/filters/index.ts';
import { named, Person } from '#src/customers/naming/index.ts';

/** The question of `customers.search`. */
export const SearchAsk = z.object({
  text: z.string().trim().max(200).default('').describe('Part of an id, a name or an e-mail address'),
  people: z.array(PeopleFilter).max(20).default([]),
  limit: z.int().min(1).max(1000).default(50),
  cursor: z.string().max(20).optional(),
});
export type SearchAsk = z.output<typeof SearchAsk>;

/** The answer of `customers.search`: latest comers first. */
export const Found = z.object({ total: z.int(), people: z.array(Person), next: z.string().nullable() });

/** So many ids that hold the text are looked at; whoever searches a single letter finds the first of them. */
const mostIds = 5_000;

/** People by a part of their id, name or address, and by conditions. */
export async function search(context: Engines, ask: SearchAsk): Promise<z.output<typeof Found>> {
  const set = await foundSet(context, ask);
  const before = cursorNumber(ask.cursor);
  const [counted, rows] = await Promise.all([
    context.warehouse.rows(sql<{ people: number | string }>`select bitmapCardinality(${set}) as people`),
    context.warehouse.rows(pageOf(set, before, ask.limit + 1)),
  ]);
  const page = rows.slice(0, ask.limit).map(({ customer }) => customer);
  return {
    total: Number(counted[0]?.people ?? 0),
    people: await named(context, page),
    next: rows.length > ask.limit ? String(page.at(-1)) : null,
  };
}

/** Everyone a search finds. */
export async function everyoneFound(
  context: Engines,
  ask: Pick<SearchAsk, 'text' | 'people'>,
  most: number,
): Promise<number[]> {
  const rows = await context.warehouse.rows(pageOf(await foundSet(context, ask), undefined, most));
  return rows.map(({ customer }) => customer).sort((a, b) => a - b);
}

type Engines = Pick<Context, 'records' | 'warehouse' | 'clock' | 'workspace'>;

async function foundSet(
  engines: Engines,
  { text, people }: Pick<SearchAsk, 'text' | 'people'>,
): Promise<Sql> {
  const { records, clock, workspace } = engines;
  const wanted = await wantedPeople(engines, people, { unit: 'customer', asOf: clock.now() });
  const everyone = everyoneKnown(workspace.layout, wanted);
  if (text === '') return everyone;
  const ids = await records.rows(idsHolding(text));
  const byId = sql`bitmapBuild(${typed(
    'Array(UInt32)',
    ids.map(({ customer }) => customer),
  )})`;
  return sql`bitmapAnd(${everyone}, bitmapOr(${byId}, ${calledLike(text)}))`;
}

/** Everyone of whom anything is stored, internal and bot traffic too: they are looked for as well. */
const everyoneKnown = (layout: number, wanted: WantedPeople): Sql => {
  const all = sql`(
    select groupBitmapMergeState(customers)
    from (
      select customers from ${scoped('event_days')} where layout = ${typed('UInt32', layout)} and event = ''
      union all
      select customers from ${scoped('marked_days')} where layout = ${typed('UInt32', layout)} and event = ''
    )
  )`;
  return onlyWanted(
    sql`bitmapAndnot(${all}, (select groupBitmapState(customer) from ${scoped('retired')}))`,
    wanted,
  );
};

const calledLike = (text: string): Sql => sql`(
  select groupBitmapState(customer)
  from ${scoped('trait_changes')}
  where trait in ('name', 'firstName', 'first_name', 'lastName', 'last_name', 'email')
    and positionCaseInsensitiveUTF8(value, ${text}) > 0
)`;

/** Grain: one row per customer; ≤ 5,000. */
const idsHolding = (text: string): Sql<{ customer: number }> => sql`
  select distinct customer
  from identities
  where external_id ilike ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`}
  limit ${mostIds}`;

/** Grain: one row per customer, latest comers first; ≤ limit. */
const pageOf = (set: Sql, before: number | undefined, limit: number): Sql<{ customer: number }> => sql`
  select arrayJoin(bitmapToArray(${set})) as customer
  ${before === undefined ? sql`` : sql`where customer < ${typed('UInt32', before)}`}
  order by customer desc
  limit ${typed('UInt64', limit)}`;

function cursorNumber(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (/^\d{1,10}$/.test(cursor) && Number(cursor) < 2 ** 32) return Number(cursor);
  throw new DomainError('customers.bad_cursor', {
    field: 'cursor',
    expected: 'the `next` of the page before',
    got: cursor,
  });
}
