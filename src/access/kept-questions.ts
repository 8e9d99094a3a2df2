import { identifier, sql } from '#src/basics/sql.ts';
import type { DataStores, Person, PersonalData } from './personal-data.ts';

/** Tables that keep questions as JSON, each under an id of its own. */
const columns = { lists: 'source', questions: 'ask' } as const;

/**
 * The person's ids in kept questions, as values of conditions: replaced by a word, so that the question still reads.
 *
 * Only whole values are: a text that merely holds an id may be another's.
 */
export function inKeptQuestions(table: keyof typeof columns): PersonalData {
  return {
    holds: `${table}' questions`,
    erase: async (stores, person) => {
      for (const { id, question } of await naming(table, stores, person)) {
        const [name, column] = namesOf(table);
        await stores.records.run(sql`
          update ${name}
          set ${column} = ${JSON.stringify(without(question, idsOf(person)))}::jsonb
          where workspace_id = ${person.workspace} and id = ${id}`);
      }
    },
    count: async (stores, person) => (await naming(table, stores, person)).length,
  };
}

const namesOf = (table: keyof typeof columns) =>
  [identifier(table, Object.keys(columns)), identifier(columns[table], Object.values(columns))] as const;

const idsOf = ({ userIds, anonymousIds }: Person): ReadonlySet<string> =>
  new Set([...userIds, ...anonymousIds]);

interface Kept {
  readonly id: string;
  readonly question: unknown;
}

/** Grain: one row per kept question that names the person; few of some hundreds. */
async function naming(table: keyof typeof columns, { records }: DataStores, person: Person): Promise<Kept[]> {
  const ids = idsOf(person);
  const [name, column] = namesOf(table);
  const rows = await records.rows(sql<Kept>`
    select id, ${column} as question
    from ${name}
    where workspace_id = ${person.workspace}
      and exists (select 1 from unnest(${[...ids]}::text[]) as own where position(btrim(to_json(own)::text, '"') in ${column}::text) > 0)`);
  return rows.filter(({ question }) => JSON.stringify(without(question, ids)) !== JSON.stringify(question));
}

/** A question whose conditions no longer name these ids. */
function without(question: unknown, ids: ReadonlySet<string>, inside = ''): unknown {
  if (typeof question === 'string') return inside === 'values' && ids.has(question) ? '[erased]' : question;
  if (Array.isArray(question)) return question.map((one) => without(one, ids, inside));
  if (typeof question !== 'object' || question === null) return question;
  return Object.fromEntries(Object.entries(question).map(([key, held]) => [key, without(held, ids, key)]));
}
