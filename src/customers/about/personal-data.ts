import type { Person, PersonalData } from '#src/access/index.ts';
import { identifier, type Sql, sql } from '#src/basics/sql.ts';

const tables = [
  'goal_settings',
  'promises',
  'remarks',
  'tasks',
  'worklist_assignees',
  'worklist_marks',
] as const;

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
  };
}
