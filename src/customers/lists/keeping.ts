import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { type Members, unknownList } from './records.ts';

/** A list as menus show it. */
export const List = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.enum(['customer', 'account']),
  size: z.int().describe('How many were on it when it was saved'),
  source: z.unknown().describe('The question whose people these were; null where unknown'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type List = z.output<typeof List>;

/** Longer lists are refused: a list travels with every question that uses it. */
export const mostMembers = 1_000_000;

/** Keeps people as a list, as they are now. */
export async function keepList(
  { records, workspace, actor, clock }: Pick<Context, 'records' | 'workspace' | 'actor' | 'clock'>,
  { name, members, source }: { name: string; members: Members; source: unknown },
): Promise<List> {
  const id = newId('lst');
  const [customers, accounts] =
    members.unit === 'customer' ? [members.customers, []] : [[], members.accounts];
  await records.run(sql`
    insert into lists (id, workspace_id, name, unit, customers, accounts, size, source, created_at, created_by)
    values (
      ${id}, ${workspace.number}, ${name}, ${members.unit}, ${customers}::integer[], ${accounts}::text[],
      ${customers.length + accounts.length}, ${JSON.stringify(source)}::jsonb, ${new Date(clock.now())},
      ${`${actor.kind}:${actor.id}`}
    )`);
  return listOf(records, id);
}

/** One list. @throws DomainError `lists.unknown` */
export async function listOf(records: Transaction, id: string): Promise<List> {
  const found = await records.row(sql<ListRow>`${shown} where id = ${id}`);
  if (found === undefined) throw unknownList(id);
  return listed(found);
}

/** All lists, latest first. */
export async function listsOf(records: Transaction): Promise<List[]> {
  return (await records.rows(sql<ListRow>`${shown} order by created_at desc, id`)).map(listed);
}

interface ListRow extends Omit<List, 'createdAt'> {
  readonly createdAt: Date | string;
}

/** Grain: a list. */
const shown: Sql = sql`
  select id, name, unit, size, source, created_at as "createdAt", created_by as "createdBy"
  from lists`;

const listed = (row: ListRow): List => ({ ...row, createdAt: new Date(row.createdAt).toISOString() });
