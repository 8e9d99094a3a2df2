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
  workspace_id = ${person.workspace}
  and (
    (id_kind = 'user' and person = any(${person.userIds}::text[]))
    or (id_kind = 'anonymous' and person = any(${person.anonymousIds}::text[]))
  )`;

const naming = (person: Person): Sql => sql`
  workspace_id = ${person.workspace} and also && ${person.userIds}::text[] and also <> '{}'`;

/** What the person said goes as a whole; of others, who were taken for them, that they once were. */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'consents',
    erase: async ({ records }, person) => {
      await records.run(sql`delete from consents where ${theirs(person)}`);
      await records.run(sql`
        update consents
        set also = array(select id from unnest(also) as id where id <> all(${person.userIds}::text[]))
        where ${naming(person)}`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held from consents where (${theirs(person)}) or (${naming(person)})`);
      return row?.held ?? 0;
    },
    tells: [
      // Grain: a consent that was recorded; some dozens.
      toldAtOnce('consents', async ({ records }, person) => {
        const rows = await records.rows(sql<{ row: Told }>`
          select to_jsonb(consents) as row
          from consents
          where ${theirs(person)}
          order by number`);
        return rows.map(({ row }) => toldRow(row, ['number', 'row_hash', 'request_hash', 'announced']));
      }),
    ],
  },
  inKeptQuestions('consents'),
  inKeptQuestions('topics of consent'),
];
