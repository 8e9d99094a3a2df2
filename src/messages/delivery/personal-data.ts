import { inKeptQuestions, type Person, type PersonalData, type Told, toldRow } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';

const theirs = (person: Person): Sql => sql`
  from outbox
  join intents on intents.id = outbox.intent
  where outbox.workspace_id = ${person.workspace}
    and (
      (id_kind = 'user' and person = any(${person.userIds}::text[]))
      or (id_kind = 'anonymous' and person = any(${person.anonymousIds}::text[]))
    )`;

/** What the person would have been sent, as it lies in the outbox; what others would have been sent may name them. */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'outbox',
    erase: async ({ records }, person) => {
      await records.run(sql`delete from outbox where intent in (select intent ${theirs(person)})`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(
        sql<{ held: number }>`select count(*)::integer as held ${theirs(person)}`,
      );
      return row?.held ?? 0;
    },
    tells: [
      {
        as: 'outbox',
        tell: async ({ records }, person, { after, most }) => {
          // Grain: a message that lies in the outbox; at most as many as asked.
          const rows = await records.rows(sql<{ number: number; row: Told }>`
            select intents.number, to_jsonb(outbox) as row
            ${theirs(person)}
              and intents.number > ${Number(after ?? 0)}
            order by intents.number
            limit ${most}`);
          const last = rows.at(-1);
          const next = rows.length < most || last === undefined ? null : String(last.number);
          return { things: rows.map(({ row }) => toldRow(row)), next };
        },
      },
    ],
  },
  inKeptQuestions('outbox'),
];
