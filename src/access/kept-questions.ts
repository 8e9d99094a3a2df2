import { identifier, join, type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { erased, textWithout, valueNames, withoutAmounts, wordsOf } from './person-words.ts';
import type { Person, PersonalData } from './personal-data.ts';
import { toldAtOnce } from './telling.ts';

interface Place {
  readonly table: string;
  /** Texts that people wrote, and JSON. */
  readonly columns: readonly string[];
  /** What tells its rows apart within a workspace. */
  readonly key: readonly string[];
  /** Where in its JSON people write as they please. */
  readonly written?: readonly string[];
  /** Its JSON has no form of ours: any text, any number beyond an amount and any key in it may be a name. */
  readonly free?: true;
}

/** Tables that keep questions, or what people write about them. */
const places = {
  imports: { table: 'imports', columns: ['name', 'trouble'], key: ['id'] },
  lists: { table: 'lists', columns: ['name', 'source'], key: ['id'] },
  questions: {
    table: 'questions',
    columns: ['name', 'ask'],
    key: ['id'],
    // Of a map that is not kept, of an onboarding declared in the question, of groups compared.
    written: ['fr', 'en', 'text', 'owner', 'channels', 'name'],
  },
  notes: { table: 'notes', columns: ['text'], key: ['id'] },
  dashboards: {
    table: 'dashboards',
    columns: ['title', 'tiles'],
    key: ['id'],
    written: ['name', 'title', 'text'],
  },
  'links to dashboards': { table: 'dashboard_links', columns: ['name'], key: ['id'] },
  'definitions of value': { table: 'value_versions', columns: ['match'], key: ['definition', 'version'] },
  'names of definitions of value': { table: 'value_definitions', columns: ['name', 'offer'], key: ['id'] },
  'aha moments': { table: 'aha_versions', columns: ['start', 'match'], key: ['definition', 'version'] },
  'names of aha moments': {
    table: 'aha_definitions',
    columns: ['name', 'note', 'product_owners', 'marketing_owners'],
    key: ['id'],
  },
  onboardings: {
    table: 'onboarding_versions',
    columns: ['declared'],
    key: ['onboarding', 'version'],
    written: ['name'],
  },
  'names of onboardings': { table: 'onboardings', columns: ['name'], key: ['id'] },
  'journey maps': {
    table: 'journey_map_versions',
    columns: ['drawn'],
    key: ['map', 'version'],
    written: ['fr', 'en', 'text', 'owner', 'channels'],
  },
  'names of journey maps': { table: 'journey_maps', columns: ['name'], key: ['id'] },
  offers: { table: 'offer_versions', columns: ['terms'], key: ['offer', 'version'], written: ['name'] },
  goals: {
    table: 'goal_versions',
    columns: ['told_as', 'actions'],
    key: ['goal', 'version'],
    written: ['name'],
  },
  'names of goals': { table: 'goals', columns: ['name'], key: ['id'] },
  'answers about goals': { table: 'goal_sources', columns: ['answer'], key: ['unit'] },
  promises: { table: 'promises', columns: ['what'], key: ['id'] },
  'details of contracts': {
    table: 'contracts',
    columns: ['details'],
    key: ['contract', 'version'],
    free: true,
  },
  milestones: { table: 'milestone_versions', columns: ['rule'], key: ['milestone', 'version'] },
  'names of milestones': { table: 'milestones', columns: ['name'], key: ['id'] },
  'impressions of accounts': {
    table: 'health_pulses',
    columns: ['note'],
    key: ['unit', 'holder', 'at'],
  },
  'templates of health': {
    table: 'health_templates',
    columns: ['template'],
    key: ['unit', 'version'],
    written: ['name'],
  },
  'names of scores': {
    table: 'published_scores',
    columns: ['scores'],
    key: ['unit', 'family'],
    written: ['fr', 'en'],
  },
  segments: { table: 'segment_versions', columns: ['rule'], key: ['segment', 'version'] },
  'names of segments': { table: 'segments', columns: ['name'], key: ['id'] },
  'rules of phases': { table: 'phase_rules', columns: ['rule'], key: ['version'] },
  remarks: { table: 'remarks', columns: ['text'], key: ['id'] },
  consents: {
    table: 'consents',
    columns: ['proof_text', 'proof_version', 'proof_source', 'request'],
    key: ['id'],
  },
  'topics of consent': { table: 'consent_topics', columns: ['fr', 'en'], key: ['topic'] },
  tasks: { table: 'tasks', columns: ['title', 'outcome'], key: ['id'] },
  messages: { table: 'intents', columns: ['content', 'data', 'detail'], key: ['id'], free: true },
  outbox: { table: 'outbox', columns: ['rendered'], key: ['intent'], free: true },
  'trails of messages': { table: 'intent_trail', columns: ['detail'], key: ['number'] },
  'plans of events': {
    table: 'plan_versions',
    columns: ['body', 'note'],
    key: ['version'],
    written: ['description', 'purpose', 'owner', 'metric', 'question', 'decision'],
  },
  'drafts of the plan': {
    table: 'plan_drafts',
    columns: ['body'],
    key: [],
    written: ['description', 'purpose', 'owner', 'metric', 'question', 'decision'],
  },
} as const satisfies Record<string, Place>;

type PlaceName = keyof typeof places;

/**
 * The person in what is kept: as a value of a condition, of a group or of an arm, as the customer a question is about,
 * and within what people wrote. Replaced by a word, so that the rest still reads; a number of a customer by 0, nobody's.
 *
 * Values are compared whole, as a value that merely holds an id may be another's; in texts whole words are.
 */
export function inKeptQuestions(name: PlaceName): PersonalData {
  const place: Place = places[name];
  return {
    holds: `questions in ${name}`,
    erase: async (stores, person) => {
      const { table, columns } = namesOf(place);
      for (const { row, kept } of await naming(place, stores, person)) {
        const without = JSON.stringify(withoutPerson(place, kept, person));
        await stores.records.run(sql`
          update ${table}
          set (${columns}) = (select ${columns} from jsonb_populate_record(null::${table}, ${without}::jsonb))
          where workspace_id = ${person.workspace} and ${keyIs(place, row)}`);
      }
    },
    count: async (stores, person) => (await naming(place, stores, person)).length,
    tells: [
      toldAtOnce('mentions', async (stores, person) =>
        (await naming(place, stores, person)).map(({ row, kept }) => ({
          in: name,
          id: row.join('/'),
          says: saidOf(place, kept, person),
        })),
      ),
    ],
  };
}

/** The values and texts by which what is kept names the person; what stands beside them is not theirs. */
function saidOf(place: Place, kept: Kept['kept'], person: Person): unknown[] {
  const said: unknown[] = [];
  withoutPerson(place, kept, person, (held) => said.push(held));
  return said;
}

function namesOf({ table, columns, key }: Place) {
  return {
    table: identifier(table, [table]),
    columns: join(
      columns.map((column) => identifier(column, columns)),
      ', ',
    ),
    key: key.map((part) => identifier(part, key)),
  };
}

const keyIs = (place: Place, row: readonly string[]): Sql =>
  join([sql`true`, ...namesOf(place).key.map((part, at) => sql`${part}::text = ${row[at] ?? ''}`)], ' and ');

interface Kept {
  /** The values of its key. */
  readonly row: readonly string[];
  /** Its columns by their names. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** Grain: one row per kept question that names the person; few of some hundreds. */
async function naming(
  place: Place,
  { records }: { readonly records: Pick<Transaction, 'rows'> },
  person: Person,
): Promise<Kept[]> {
  const { table, key } = namesOf(place);
  const parts = key.map((part) => sql`${part}::text`);
  const columns = place.columns.map(
    (column) => sql`${column}::text, to_jsonb(${identifier(column, place.columns)})`,
  );
  const rows = await records.rows(sql<Kept>`
    select row, kept
    from (
      select array[${join(parts, ', ')}]::text[] as row, jsonb_build_object(${join(columns, ', ')}) as kept
      from ${table}
      where workspace_id = ${person.workspace}
    ) as told
    where exists (
      select 1
      from unnest(${wordsOf(person)}::text[]) as own
      where position(lower(btrim(to_json(own)::text, '"')) in lower(kept::text)) > 0
    )
    or exists (
      select 1
      from unnest(${person.numbers}::integer[]) as own
      where position('"customer": ' || own in kept::text) > 0
    )`);
  return rows.filter(
    ({ kept }) => JSON.stringify(withoutPerson(place, kept, person)) !== JSON.stringify(kept),
  );
}

/** Is told what is replaced. */
type Replaced = (held: string | number) => void;

/** A row's columns that no longer name the person. */
const withoutPerson = (
  place: Place,
  kept: Kept['kept'],
  person: Person,
  replaced: Replaced = () => undefined,
): Kept['kept'] =>
  place.free === true ? freeWithout(kept, person, replaced) : askedWithout(place, kept, person, replaced);

function freeWithout(kept: Kept['kept'], person: Person, replaced: Replaced): Kept['kept'] {
  const sure = withoutAmounts(person);
  const names = valueNames(sure);
  const clean = textWithout(sure);
  const scalar = <Held extends string | number>(held: Held): Held | string => {
    const left = names(held) ? erased : typeof held === 'string' ? clean(held) : held;
    if (left !== held) replaced(held);
    return left;
  };
  const inside = (held: unknown): unknown => {
    if (Array.isArray(held)) return held.map(inside);
    if (typeof held === 'object' && held !== null)
      return Object.fromEntries(Object.entries(held).map(([key, one]) => [scalar(key), inside(one)]));
    return typeof held === 'string' || typeof held === 'number' ? scalar(held) : held;
  };
  return mapped(kept, inside);
}

function askedWithout(place: Place, kept: Kept['kept'], person: Person, replaced: Replaced): Kept['kept'] {
  const names = valueNames(person);
  const clean = textWithout(person);
  const without = (held: string | number, key: string, isText: boolean): string | number => {
    if (key === 'customer') return person.numbers.includes(Number(held)) ? 0 : held;
    if (valueKeys.has(key) && names(held)) return erased;
    return isText && typeof held === 'string' ? clean(held) : held;
  };
  const scalar = (held: string | number, key: string, isText: boolean): string | number => {
    const left = without(held, key, isText);
    if (left !== held) replaced(held);
    return left;
  };
  const inside = (held: unknown, key: string, isText: boolean): unknown => {
    if (Array.isArray(held)) return held.map((one) => inside(one, key, isText));
    if (typeof held === 'object' && held !== null) return object(held);
    return typeof held === 'string' || typeof held === 'number' ? scalar(held, key, isText) : held;
  };
  const object = (held: object): object =>
    mapped(held, (one, key) =>
      key === 'values' && 'how' in held && orders.has(held.how)
        ? one
        : inside(one, key, place.written?.includes(key) === true && !isColumn(held, key)),
    );
  return mapped(kept, (held, column) => inside(held, column, true));
}

/** Where questions name things that people or their events are compared with. */
const valueKeys: ReadonlySet<string> = new Set(['values', 'value', 'names']);
/** Comparisons with an amount or a date, which name nobody. */
const orders: ReadonlySet<unknown> = new Set(['greater', 'at_least', 'less', 'at_most']);

/** Named is a trait or a property that people are told apart by. */
const isColumn = (held: object, key: string): boolean => key === 'name' && 'by' in held;

const mapped = (held: object, change: (one: unknown, key: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(held).map(([key, one]) => [key, change(one, key)]));
