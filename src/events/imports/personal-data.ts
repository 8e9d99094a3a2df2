import type { PersonalData } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';

/**
 * Refused rows keep what came in one field, which may be a user id. Received files go when they are imported or
 * after a week; they are not searched.
 */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'import rejects',
    erase: async ({ records }, person) => {
      await records.run(sql`
        delete from import_rejects
        where workspace_id = ${person.workspace}
          and got = any(${person.userIds}::text[])`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from import_rejects
        where workspace_id = ${person.workspace}
          and got = any(${person.userIds}::text[])`);
      return row?.held ?? 0;
    },
  },
];
