import type { PersonalData } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';

/** Contracts of a person; an account's are not a person's. */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'contracts',
    erase: async ({ records }, person) => {
      await records.run(sql`
        delete from contracts
        where workspace_id = ${person.workspace}
          and holder_kind = 'customer'
          and holder = any(${person.userIds}::text[])`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from contracts
        where workspace_id = ${person.workspace}
          and holder_kind = 'customer'
          and holder = any(${person.userIds}::text[])`);
      return row?.held ?? 0;
    },
  },
];
