import {
  inKeptQuestions,
  type Person,
  type PersonalData,
  type Told,
  toldAtOnce,
  toldRow,
} from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';

const theirs = (person: Person): Sql => sql`
  from milestones_reached
  where workspace_id = ${person.workspace}
    and (
      holder = any(${[...person.userIds, ...person.anonymousIds]}::text[])
      or customer = any(${person.numbers}::integer[])
    )`;

/** What a person reached; a milestone may name somebody in a condition. */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'milestones reached',
    erase: async ({ records }, person) => {
      await records.run(sql`delete ${theirs(person)}`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(
        sql<{ held: number }>`select count(*)::integer as held ${theirs(person)}`,
      );
      return row?.held ?? 0;
    },
    tells: [
      // Grain: a milestone that was reached; some dozens.
      toldAtOnce('milestones', async ({ records }, person) => {
        const rows = await records.rows(sql<{ row: Told }>`
          select to_jsonb(reached) || jsonb_build_object('name', milestones.name) as row
          from (select * ${theirs(person)}) as reached
          left join milestones on milestones.id = reached.milestone
          order by reached.reached_at, reached.milestone`);
        return rows.map(({ row }) => toldRow(row));
      }),
    ],
  },
  inKeptQuestions('milestones'),
  inKeptQuestions('names of milestones'),
];
