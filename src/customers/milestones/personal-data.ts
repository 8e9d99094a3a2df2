import { inKeptQuestions, type Person, type PersonalData } from '#src/access/index.ts';
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
  },
  inKeptQuestions('milestones'),
  inKeptQuestions('names of milestones'),
];
