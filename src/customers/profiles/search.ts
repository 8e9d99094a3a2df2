import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
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

/**
 * The answer of `customers.search`: whoever has just this id first, then this address, then this name, then those of whom
 * one of these begins so, then the others; of all of them latest comers first.
 */
export const Found = z.object({ total: z.int(), people: z.array(Person), next: z.string().nullable() });

/** So many ids that hold the text are looked at; whoever searches a single letter finds the first of them. */
const mostIds = 5_000;

/** People by a part of their id, name or address, and by conditions. */
export async function search(context: Engines, ask: SearchAsk): Promise<z.output<typeof Found>> {
  const found = await foundRows(context, ask);
  const after = cursorPlace(ask.cursor);
  const [counted, rows] = await Promise.all([
    context.warehouse.rows(sql<{ people: number | string }>`select count() as people from ${found}`),
    context.warehouse.rows(pageOf(found, after, ask.limit + 1)),
  ]);
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    total: Number(counted[0]?.people ?? 0),
    people: await named(
      context,
      page.map(({ customer }) => customer),
    ),
    next: rows.length > ask.limit && last !== undefined ? `${last.place}-${last.customer}` : null,
  };
}

/** Everyone a search finds. */
export async function everyoneFound(
  context: Engines,
  ask: Pick<SearchAsk, 'text' | 'people'>,
  most: number,
): Promise<number[]> {
  const rows = await context.warehouse.rows(pageOf(await foundRows(context, ask), undefined, most));
  return rows.map(({ customer }) => customer).sort((a, b) => a - b);
}

type Engines = Pick<Context, 'records' | 'warehouse' | 'clock' | 'workspace'>;

/** By what somebody is found, the surest first: they stand in this order. */
const places = { thisId: 0, thisEmail: 1, thisName: 2, beginsSo: 3, holdsIt: 4 } as const;

/** Who is found, and by what. Rows (customer, place); grain: a customer. */
async function foundRows(
  engines: Engines,
  { text, people }: Pick<SearchAsk, 'text' | 'people'>,
): Promise<Sql> {
  const { records, clock, workspace } = engines;
  const wanted = await wantedPeople(engines, people, { unit: 'customer', asOf: clock.now() });
  const everyone = everyoneKnown(workspace.layout, wanted);
  if (text === '')
    return sql`(select arrayJoin(bitmapToArray(${everyone})) as customer, ${place('holdsIt')} as place)`;
  const ids = await records.rows(idsHolding(workspace.number, text));
  return sql`(
    select customer, min(found) as place
    from (
      select customer, found from ${calledLike(text)}
      union all
      select customer, found
      from (select ${column(ids, 'customer')} as customers, ${column(ids, 'place')} as founds)
      array join customers as customer, founds as found
    )
    where bitmapContains(${everyone}, customer)
    group by customer
  )`;
}

const place = (by: keyof typeof places) => typed('UInt32', places[by]);

const column = (ids: readonly Placed[], name: keyof Placed) =>
  typed(
    'Array(UInt32)',
    ids.map((id) => id[name]),
  );

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

/** Rows (customer, found). Grain: a value told that holds the text. */
const calledLike = (text: string): Sql => sql`(
  select customer, multiIf(
      lowerUTF8(value) = lowerUTF8(${text}), if(trait = 'email', ${place('thisEmail')}, ${place('thisName')}),
      startsWith(lowerUTF8(value), lowerUTF8(${text})), ${place('beginsSo')},
      ${place('holdsIt')}) as found
  from ${scoped('trait_changes')}
  where trait in ('name', 'firstName', 'first_name', 'lastName', 'last_name', 'email')
    and positionCaseInsensitiveUTF8(value, ${text}) > 0
)`;

/** Somebody, and by what they are found: one of `places`. */
interface Placed {
  readonly customer: number;
  readonly place: number;
}

/** Who bears this very id is found whatever else holds the text. Grain: an id; ≤ 5,002. */
const idsHolding = (workspace: number, text: string): Sql<Placed> => {
  const escaped = text.replaceAll(/[\\%_]/g, '\\$&');
  return sql<Placed>`
    select customer, case when lower(external_id) = lower(${text}) then ${places.thisId}::integer
      when external_id ilike ${`${escaped}%`} then ${places.beginsSo}::integer
      else ${places.holdsIt}::integer end as place
    from (
      select customer, external_id
      from identities
      where workspace_id = ${workspace}
        and kind in ('user', 'anonymous')
        and external_id = ${text}
      union
      (
        select customer, external_id
        from identities
        where external_id ilike ${`%${escaped}%`}
        limit ${mostIds}
      )
    ) as holding`;
};

/** Grain: one row per customer, the surest first, then latest comers; ≤ limit. */
const pageOf = (found: Sql, after: Placed | undefined, limit: number): Sql<Placed> => sql<Placed>`
  select customer, toUInt8(place) as place
  from ${found}
  ${
    after === undefined
      ? nothing
      : sql`where place > ${typed('UInt32', after.place)}
    or (place = ${typed('UInt32', after.place)} and customer < ${typed('UInt32', after.customer)})`
  }
  order by place, customer desc
  limit ${typed('UInt64', limit)}`;

function cursorPlace(cursor: string | undefined): Placed | undefined {
  if (cursor === undefined) return undefined;
  const [, at, customer] = /^([0-4])-(\d{1,10})$/.exec(cursor) ?? [];
  if (at !== undefined && Number(customer) < 2 ** 32)
    return { place: Number(at), customer: Number(customer) };
  throw new DomainError('customers.bad_cursor', {
    field: 'cursor',
    expected: 'the `next` of the page before',
    got: cursor,
  });
}
