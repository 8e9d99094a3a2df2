import { inKeptQuestions, type PersonalData, type Told, toldAtOnce } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';

/** Lists hold people by their numbers; `size` stays what it was when the list was saved. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('lists'),
  {
    holds: 'lists',
    erase: async ({ records }, person) => {
      await records.run(sql`
        update lists
        set customers = (
          select coalesce(array_agg(customer order by customer), '{}')
          from unnest(customers) as customer
          where customer <> all (${person.numbers}::integer[])
        )
        where workspace_id = ${person.workspace}
          and customers && ${person.numbers}::integer[]`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from lists
        where workspace_id = ${person.workspace}
          and customers && ${person.numbers}::integer[]`);
      return row?.held ?? 0;
    },
    tells: [
      // Grain: a list that holds the person; some dozens.
      toldAtOnce('lists', ({ records }, person) =>
        records.rows(sql<Told>`
          select id, name, created_at as "createdAt", created_by as "createdBy"
          from lists
          where workspace_id = ${person.workspace}
            and customers && ${person.numbers}::integer[]
          order by created_at, id`),
      ),
    ],
  },
];
