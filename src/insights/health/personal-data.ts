import { inKeptQuestions, type PersonalData, type Told, toldAtOnce, toldRow } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';

/** What was said of a person's health; an account's is not a person's, yet what is written of it may name one. */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'impressions of people',
    erase: async ({ records }, person) => {
      await records.run(sql`
        delete from health_pulses
        where workspace_id = ${person.workspace}
          and unit = 'customer'
          and holder = any(${person.userIds}::text[])`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from health_pulses
        where workspace_id = ${person.workspace}
          and unit = 'customer'
          and holder = any(${person.userIds}::text[])`);
      return row?.held ?? 0;
    },
    tells: [
      // Grain: an impression that was noted; some dozens.
      toldAtOnce('impressions', async ({ records }, person) => {
        const rows = await records.rows(sql<{ row: Told }>`
          select to_jsonb(health_pulses) as row
          from health_pulses
          where workspace_id = ${person.workspace}
            and unit = 'customer'
            and holder = any(${person.userIds}::text[])
          order by at`);
        return rows.map(({ row }) => toldRow(row));
      }),
    ],
  },
  inKeptQuestions('impressions of accounts'),
  inKeptQuestions('templates of health'),
];
