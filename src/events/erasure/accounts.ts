import {
  erased,
  jsonWritings,
  type Person,
  type PersonalData,
  textWithout,
  valueNames,
  withoutAmounts,
  wordsOf,
} from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/**
 * What is said of accounts and names a person, such as whom to write to: the value is replaced by a word, in the
 * traits of the account and in the events that told it.
 */
export const accountTraits: PersonalData = {
  holds: 'traits of accounts',
  erase: async ({ warehouse }, person) => {
    const own = sql`workspace_id = ${person.workspace}`;
    // By fingerprints of the values: the engine keeps the text of such a statement for a while.
    const changes = prints(await toldOfAccounts(warehouse, person));
    if (changes !== undefined) {
      await warehouse.run(
        sql`
          alter table account_trait_changes
          update value = ${erased}
          where ${own} and sipHash64(value) in ${changes}`,
        atOnce,
      );
    }
    const events = prints(await toldByEvents(warehouse, person));
    if (events !== undefined) {
      await warehouse.run(
        sql`
          alter table events_by_customer
          update traits = concat('{', arrayStringConcat(arrayMap(pair -> concat(toJSONString(pair.1), ':',
            if(sipHash64(pair.2) in ${events}, ${`"${erased}"`}, pair.2)), ${pairs}), ','), '}')
          where ${own}
            and type = 'group'
            and traits != ''
            and arrayExists(pair -> sipHash64(pair.2) in ${events}, ${pairs})`,
        atOnce,
      );
    }
  },
  count: async ({ warehouse }, person) => {
    const told = [...(await toldOfAccounts(warehouse, person)), ...(await toldByEvents(warehouse, person))];
    return told.reduce((sum, { rows }) => sum + Number(rows), 0);
  },
};

const pairs: Sql = sql`JSONExtractKeysAndValuesRaw(traits)`;
const atOnce = { seconds: 3_600, settings: { mutations_sync: 2 } };

interface Told {
  /** As it reads in `account_trait_changes`, or JSON. */
  readonly value: string;
  readonly print: string;
  readonly rows: string;
}

const prints = (told: readonly Told[]) =>
  told.length === 0
    ? undefined
    : typed(
        'Array(UInt64)',
        told.map(({ print }) => BigInt(print)),
      );

/** Grain: one row per value that names the person; few. */
async function toldOfAccounts(warehouse: Warehouse, person: Person): Promise<Told[]> {
  const told = await warehouse.rows(sql<Told>`
    select value, sipHash64(value) as print, count() as rows
    from account_trait_changes
    where workspace_id = ${person.workspace}
      and ${holdsSome(sql`value`, person)}
    group by value`);
  const names = naming(person);
  return told.filter(({ value }) => names(value));
}

/** Grain: one row per value that names the person; few. */
async function toldByEvents(warehouse: Warehouse, person: Person): Promise<Told[]> {
  const told = await warehouse.rows(sql<Told>`
    select pair.2 as value, sipHash64(value) as print, count() as rows
    from (
      select arrayJoin(${pairs}) as pair
      from events_by_customer
      where workspace_id = ${person.workspace}
        and type = 'group'
        and ${holdsSome(sql`traits`, person)}
    )
    group by value`);
  const names = naming(person);
  return told.filter(({ value }) => names(JSON.parse(value)));
}

const holdsSome = (text: Sql, person: Person): Sql => {
  const words = wordsOf(person).flatMap((word) => jsonWritings(word).map((one) => one.replace(/^"|"$/g, '')));
  return sql`arrayExists(word -> positionCaseInsensitiveUTF8(${text}, word) > 0,
        ${typed('Array(String)', [...new Set(words)])})`;
};

/** Whether a text somewhere in it names the person. What looks like an amount does not. */
function naming(person: Person): (held: unknown) => boolean {
  const said = withoutAmounts(person);
  const names = valueNames(said);
  const clean = textWithout(said);
  const inside = (held: unknown): boolean => {
    if (typeof held === 'string') return names(held) || clean(held) !== held;
    return typeof held === 'object' && held !== null && Object.values(held).some(inside);
  };
  return inside;
}
