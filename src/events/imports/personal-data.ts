import type { Person, PersonalData } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';

/**
 * Refused rows keep what came in one field, which may be a user id. Received files go when they are imported or
 * after a week; they are not searched.
 */
/** What came may be a whole line in which the id stands somewhere. */
const names = (person: Person): Sql => sql`exists (
  select 1
  from unnest(${[...person.userIds, ...person.anonymousIds]}::text[]) as given (id)
  where position(given.id in import_rejects.got) > 0)`;

export const personalData: readonly PersonalData[] = [
  {
    holds: 'import rejects',
    erase: async ({ records }, person) => {
      await records.run(sql`
        delete from import_rejects
        where workspace_id = ${person.workspace}
          and ${names(person)}`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from import_rejects
        where workspace_id = ${person.workspace}
          and ${names(person)}`);
      return row?.held ?? 0;
    },
  },
];
