import {
  erased,
  jsonWritings,
  type OwnStores,
  type Person,
  type PersonalData,
  type Told,
  textWithout,
  toldAtOnce,
  valueNames,
  withoutAmounts,
  wordsOf,
} from '#src/access/index.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
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
  tells: [toldAtOnce('accountTraits', saidOfAccounts)],
};

/** Which traits of which accounts name the person, and by what. Grain: a value that does; few. */
async function saidOfAccounts({ warehouse }: OwnStores, person: Person): Promise<Told[]> {
  const told = await warehouse.rows(sql<{ account: string; trait: string; value: string; first: string }>`
    select account, trait, value, min(time) as first
    from ${scoped('account_trait_changes')}
    where ${holdsSome(sql`value`, person)}
    group by account, trait, value
    order by account, trait, first, value`);
  const names = naming(person);
  return told.flatMap(({ account, trait, value, first }) => {
    const says = leavesOf(value).filter(names);
    return says.length === 0 ? [] : [{ account, trait, says, firstTold: `${first.replace(' ', 'T')}Z` }];
  });
}

/** The texts in a value that is text, or JSON of a list or an object: what lists others beside tells only who asks. */
function leavesOf(value: string): string[] {
  const inside = (held: unknown): string[] => {
    if (typeof held === 'string') return [held];
    return typeof held === 'object' && held !== null ? Object.values(held).flatMap(inside) : [];
  };
  return /^[[{]/.test(value) ? inside(JSON.parse(value)) : [value];
}

const pairs: Sql = sql`JSONExtractKeysAndValuesRaw(traits)`;
const atOnce = { seconds: 3_600, settings: { mutations_sync: 2 } };

interface SaidValue {
  /** As it reads in `account_trait_changes`, or JSON. */
  readonly value: string;
  readonly print: string;
  readonly rows: string;
}

const prints = (told: readonly SaidValue[]) =>
  told.length === 0
    ? undefined
    : typed(
        'Array(UInt64)',
        told.map(({ print }) => BigInt(print)),
      );

/** Grain: one row per value that names the person; few. */
async function toldOfAccounts(warehouse: Warehouse, person: Person): Promise<SaidValue[]> {
  const told = await warehouse.rows(sql<SaidValue>`
    select value, sipHash64(value) as print, count() as rows
    from account_trait_changes
    where workspace_id = ${person.workspace}
      and ${holdsSome(sql`value`, person)}
    group by value`);
  const names = naming(person);
  return told.filter(({ value }) => names(value));
}

/** Grain: one row per value that names the person; few. */
async function toldByEvents(warehouse: Warehouse, person: Person): Promise<SaidValue[]> {
  const told = await warehouse.rows(sql<SaidValue>`
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
