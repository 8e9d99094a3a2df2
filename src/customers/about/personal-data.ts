import { type Person, type PersonalData, type Told, toldAtOnce, toldRow } from '#src/access/index.ts';
import { identifier, type Sql, sql } from '#src/basics/sql.ts';

const tables = [
  'goal_settings',
  'promises',
  'remarks',
  'tasks',
  'worklist_assignees',
  'worklist_marks',
] as const;

/** A table's name as a list is called: `goalSettings`. */
const called = (table: string): string =>
  table.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Rows of a table that are about the person, under any of their ids: they go as a whole. */
export function heldAbout(table: (typeof tables)[number]): PersonalData {
  const rows = (person: Person): Sql => sql`
    from ${identifier(table, tables)}
    where workspace_id = ${person.workspace}
      and holder_kind = 'customer'
      and holder = any(${[...person.userIds, ...person.anonymousIds]}::text[])`;
  return {
    holds: table.replace('_', ' '),
    erase: async ({ records }, person) => {
      await records.run(sql`delete ${rows(person)}`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`select count(*)::integer as held ${rows(person)}`);
      return row?.held ?? 0;
    },
    tells: [
      // Grain: a row about the person; some dozens.
      toldAtOnce(called(table), async ({ records }, person) => {
        const held = await records.rows(sql<{ row: Told }>`
          select to_jsonb(held) as row
          from (select ${identifier(table, tables)}.* ${rows(person)}) as held
          order by to_jsonb(held)::text`);
        return held.map(({ row }) => toldRow(row));
      }),
    ],
  };
}
