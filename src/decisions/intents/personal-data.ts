import { inKeptQuestions, type Person, type PersonalData, type Told, toldRow } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';

const theirs = (person: Person): Sql => sql`
  workspace_id = ${person.workspace}
  and (
    (id_kind = 'user' and person = any(${person.userIds}::text[]))
    or (id_kind = 'anonymous' and person = any(${person.anonymousIds}::text[]))
  )`;

/** What was to be said to the person goes as a whole, with its trail; what is in hand finds nobody any more. */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'messages',
    erase: async ({ records }, person) => {
      await records.run(sql`delete from intents where ${theirs(person)}`);
    },
    count: async ({ records }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held from intents where ${theirs(person)}`);
      return row?.held ?? 0;
    },
    tells: [
      {
        as: 'messages',
        tell: async ({ records }, person, { after, most }) => {
          const rows = await records.rows(heldAfter(person, Number(after ?? 0), most));
          const things = rows.map(({ row, trail }) => ({
            ...toldRow(row, bookkeeping),
            trail: trail.map((one) => toldRow(one)),
          }));
          const last = rows.at(-1);
          return { things, next: rows.length < most || last === undefined ? null : String(last.number) };
        },
      },
    ],
  },
  inKeptQuestions('messages'),
  inKeptQuestions('trails of messages'),
];

const bookkeeping = ['number', 'claimed_by', 'claimed_at', 'lease_until'];

/** Grain: a message to the person with its trail; at most as many as asked. */
const heldAfter = (
  person: Person,
  after: number,
  most: number,
): Sql<{ number: number; row: Told; trail: Told[] }> => sql`
  select number, to_jsonb(intents) as row, (
      select coalesce(jsonb_agg(jsonb_build_object('at', at, 'state', state, 'channel', channel, 'reason', reason, 'detail', detail)
        order by intent_trail.number), '[]')
      from intent_trail
      where intent = intents.id) as trail
  from intents
  where ${theirs(person)}
    and number > ${after}
  order by number
  limit ${most}`;
