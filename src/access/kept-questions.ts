import { identifier, join, type Sql, sql } from '#src/basics/sql.ts';
import type { DataStores, Person, PersonalData } from './personal-data.ts';

/** Columns that keep questions as JSON, and what tells their rows apart within a workspace. */
const places = {
  lists: { table: 'lists', column: 'source', key: ['id'] },
  questions: { table: 'questions', column: 'ask', key: ['id'] },
  'definitions of value': { table: 'value_versions', column: 'match', key: ['definition', 'version'] },
  'starts of aha moments': { table: 'aha_versions', column: 'start', key: ['definition', 'version'] },
  'aha moments': { table: 'aha_versions', column: 'match', key: ['definition', 'version'] },
  onboardings: { table: 'onboarding_versions', column: 'declared', key: ['onboarding', 'version'] },
  'plans of events': { table: 'plan_versions', column: 'body', key: ['version'] },
  'drafts of the plan': { table: 'plan_drafts', column: 'body', key: [] },
} as const;

type PlaceName = keyof typeof places;

/**
 * The person's ids in kept questions, as values of conditions: replaced by a word, so that the question still reads.
 *
 * Only whole values are: a text that merely holds an id may be another's.
 */
export function inKeptQuestions(name: PlaceName): PersonalData {
  return {
    holds: `questions in ${name}`,
    erase: async (stores, person) => {
      const { table, column } = namesOf(name);
      for (const { row, question } of await naming(name, stores, person)) {
        await stores.records.run(sql`
          update ${table}
          set ${column} = ${JSON.stringify(without(question, idsOf(person)))}::jsonb
          where workspace_id = ${person.workspace} and ${keyIs(name, row)}`);
      }
    },
    count: async (stores, person) => (await naming(name, stores, person)).length,
  };
}

function namesOf(name: PlaceName): {
  readonly table: Sql;
  readonly column: Sql;
  readonly key: readonly Sql[];
} {
  const { table, column, key } = places[name];
  return {
    table: identifier(table, [table]),
    column: identifier(column, [column]),
    key: key.map((part) => identifier(part, [part])),
  };
}

const keyIs = (name: PlaceName, row: readonly string[]): Sql =>
  join([sql`true`, ...namesOf(name).key.map((part, at) => sql`${part}::text = ${row[at] ?? ''}`)], ' and ');

const idsOf = ({ userIds, anonymousIds }: Person): ReadonlySet<string> =>
  new Set([...userIds, ...anonymousIds]);

interface Kept {
  /** The values of its key. */
  readonly row: readonly string[];
  readonly question: unknown;
}

/** Grain: one row per kept question that names the person; few of some hundreds. */
async function naming(name: PlaceName, { records }: DataStores, person: Person): Promise<Kept[]> {
  const ids = idsOf(person);
  const { table, column, key } = namesOf(name);
  const parts = key.map((part) => sql`${part}::text`);
  const rows = await records.rows(sql<Kept>`
    select array[${join(parts, ', ')}]::text[] as row, ${column} as question
    from ${table}
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
