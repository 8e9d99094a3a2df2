import {
  type DataStores,
  jsonWritings,
  type Person,
  type PersonalData,
  toldAtOnce,
  wordsOf,
} from '#src/access/index.ts';
import { identifier, type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { voidKnownNumbers } from '../identity/index.ts';
import { instant, removeNumbers } from '../loading/index.ts';
import { accountTraits } from './accounts.ts';
import { toldAccounts, toldAside, toldEvents, toldIdentity, toldTraits } from './tells.ts';

const numbers = (person: Person) => typed('Array(UInt32)', person.numbers);
const users = (person: Person) => typed('Array(String)', person.userIds);

/** Rows in the warehouse, by number and by user id. */
const stored: PersonalData = {
  holds: 'events',
  erase: async ({ warehouse }, person, at) => {
    await removeNumbers(warehouse, person.workspace, person.numbers);
    const rows = person.numbers.map((customer) =>
      JSON.stringify({ workspace_id: person.workspace, customer, at: instant(at) }),
    );
    // Bitmaps of days still hold the bits of these numbers, which mean nobody now; readers leave them out until
    // the derived tables are built anew.
    if (rows.length > 0) await warehouse.insert('retired', Buffer.from(rows.join('\n')));
  },
  count: async ({ warehouse }, person) => {
    const held = await Promise.all(
      numbered.map((table) =>
        warehouse.rows(sql<{ held: string }>`
          select count() as held
          from ${identifier(table, numbered)}
          where workspace_id = ${person.workspace}
            and customer in ${numbers(person)}`),
      ),
    );
    const [named] = await warehouse.rows(sql<{ held: string }>`
      select count() as held
      from events_by_customer
      where workspace_id = ${person.workspace}
        and user_id in ${users(person)}`);
    return [...held.map(([row]) => row), named].reduce((sum, row) => sum + Number(row?.held ?? 0), 0);
  },
  tells: [toldTraits, toldAccounts, toldEvents],
};
const numbered = [
  'events',
  'events_by_customer',
  'trait_changes',
  'memberships',
  'customer_events',
  'customer_days',
] as const;

/** Who is who. */
const identity: PersonalData = {
  holds: 'identity',
  erase: async ({ records }, person) => {
    await records.transaction(async (tx) => {
      await voidKnownNumbers(tx, person.workspace);
      await tx.run(sql`delete from identities where ${own(person)} and ${namedIn(person)}`);
      await tx.run(
        sql`delete from device_links where ${own(person)} and user_id = any(${person.userIds}::text[])`,
      );
      await tx.run(
        sql`delete from merges where ${own(person)} and (from_user = any(${person.userIds}::text[]) or into_user = any(${person.userIds}::text[]))`,
      );
      await tx.run(
        sql`delete from identity_asks where ${own(person)} and (from_user = any(${person.userIds}::text[]) or into_user = any(${person.userIds}::text[]))`,
      );
    });
  },
  count: async ({ records }, person) => {
    const row = await records.row(sql<{ held: number }>`
      select (
        (select count(*) from identities where ${own(person)} and ${namedIn(person)})
        + (select count(*) from device_links where ${own(person)} and user_id = any(${person.userIds}::text[]))
        + (select count(*) from merges where ${own(person)}
          and (from_user = any(${person.userIds}::text[]) or into_user = any(${person.userIds}::text[])))
        + (select count(*) from identity_asks where ${own(person)}
          and (from_user = any(${person.userIds}::text[]) or into_user = any(${person.userIds}::text[])))
      )::integer as held`);
    return row?.held ?? 0;
  },
  tells: [toldIdentity],
};

/** Events set aside that name the person. */
const setAside: PersonalData = {
  holds: 'set_aside',
  erase: async ({ records }, person) => {
    await records.run(sql`delete from set_aside where ${own(person)} and ${mentions(person)}`);
  },
  count: async ({ records }, person) => {
    const row = await records.row(sql<{ held: number }>`
      select count(*)::integer as held from set_aside where ${own(person)} and ${mentions(person)}`);
    return row?.held ?? 0;
  },
  tells: [toldAside((person) => mentions(person))],
};

const own = (person: Person): Sql => sql`workspace_id = ${person.workspace}`;

const namedIn = (person: Person): Sql => sql`(
  (kind = 'user' and external_id = any(${person.userIds}::text[]))
  or (kind = 'anonymous' and external_id = any(${person.anonymousIds}::text[])))`;

/** The text of the event holds one of the ids or names, in any way JSON may write it. */
const mentions = (person: Person): Sql => sql`exists (
  select 1
  from unnest(${wordsOf(person).flatMap(jsonWritings)}::text[]) as given (id)
  where position(convert_to(given.id, 'UTF8') in set_aside.event) > 0
    or position(convert_to(given.id, 'UTF8') in coalesce(set_aside.mended, ''::bytea)) > 0)`;

interface TrafficRule {
  readonly value: string;
}

/** Rules by which the person's traffic is marked as the team's own. */
const trafficRules: PersonalData = {
  holds: 'rules of traffic',
  erase: async ({ records }, person) => {
    const rules = await rulesOf(records, person.workspace);
    const others = rules.filter((rule) => !namedBy(rule, person));
    if (others.length === rules.length) return;
    await records.run(sql`
      update workspaces
      set internal_rules = ${JSON.stringify(others)}::jsonb
      where number = ${person.workspace}`);
  },
  count: async ({ records }, person) =>
    (await rulesOf(records, person.workspace)).filter((rule) => namedBy(rule, person)).length,
  tells: [
    toldAtOnce('trafficRules', async ({ records }, person) =>
      (await rulesOf(records, person.workspace))
        .filter((rule) => namedBy(rule, person))
        .map((rule) => ({ ...rule })),
    ),
  ],
};

async function rulesOf(
  records: Pick<Transaction, 'row'>,
  workspace: number,
): Promise<readonly TrafficRule[]> {
  const row = await records.row(sql<{ rules: TrafficRule[] }>`
    select internal_rules as rules
    from workspaces
    where number = ${workspace}`);
  return row?.rules ?? [];
}

/** Rules hold for an id in any case. */
const namedBy = ({ value }: TrafficRule, person: Person): boolean =>
  wordsOf(person).some((word) => word.toLowerCase() === value.toLowerCase());

/** What the room of events holds about people. */
export const personalData: readonly PersonalData[] = [
  stored,
  accountTraits,
  setAside,
  trafficRules,
  identity,
];

/** Counts what each holder still has of a person. */
export async function countHeld(
  holders: readonly PersonalData[],
  stores: DataStores,
  person: Person,
): Promise<Record<string, number>> {
  const held: Record<string, number> = {};
  for (const holder of holders) held[holder.holds] = await holder.count(stores, person);
  return held;
}
