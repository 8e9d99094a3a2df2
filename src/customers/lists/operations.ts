import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { named, namedAccounts, Person } from '#src/customers/naming/index.ts';
import { List, listOf, listsOf } from './keeping.ts';
import { membersOf, unknownList } from './records.ts';

const id = z.string().min(1).max(40);

const list = operation({
  name: 'lists.list',
  asks: { fr: 'Quelles listes ont été gardées ?', en: 'Which lists have been kept?' },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ lists: z.array(List) }),
  run: async ({ records }) => ({ lists: await listsOf(records) }),
});

const rename = operation({
  name: 'lists.rename',
  asks: { fr: 'Renommer une liste', en: 'Rename a list' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id, name: z.string().trim().min(1).max(200) }),
  output: z.object({ list: List }),
  run: async ({ records }, ask) => {
    const touched = await records.run(sql`update lists set name = ${ask.name} where id = ${ask.id}`);
    if (touched === 0) throw unknownList(ask.id);
    return { list: await listOf(records, ask.id) };
  },
});

const remove = operation({
  name: 'lists.delete',
  asks: { fr: 'Supprimer une liste', en: 'Delete a list' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ deleted: z.literal(true) }),
  run: async ({ records }, ask) => {
    const touched = await records.run(sql`delete from lists where id = ${ask.id}`);
    if (touched === 0) throw unknownList(ask.id);
    return { deleted: true as const };
  },
});

const people = operation({
  name: 'lists.people',
  asks: { fr: 'Qui est sur cette liste ?', en: 'Who is on this list?' },
  needs: 'customers:read',
  input: z.object({
    id,
    limit: z.int().min(1).max(1000).default(100),
    cursor: z.string().max(20).optional(),
  }),
  output: z.object({ total: z.int(), people: z.array(Person), next: z.string().nullable() }),
  run: async (context, ask) => {
    const members = await membersOf(context.records, ask.id);
    const from = placeIn(ask.cursor);
    const everyone = members.unit === 'customer' ? members.customers : members.accounts;
    const page = { from, to: from + ask.limit };
    const shown =
      members.unit === 'customer'
        ? await named(context, members.customers.slice(page.from, page.to))
        : await namedAccounts(context, members.accounts.slice(page.from, page.to));
    return {
      total: everyone.length,
      people: shown,
      next: everyone.length > page.to ? String(page.to) : null,
    };
  },
});

function placeIn(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new DomainError('lists.bad_cursor', {
    field: 'cursor',
    expected: 'the `next` of the page before',
    got: cursor,
  });
}

/** What can be asked of lists; they are saved where people are found. */
export const operations = [list, rename, remove, people];
