import {
  type DataStores,
  inKeptQuestions,
  type Person,
  type PersonalData,
  type Told,
  toldAtOnce,
  toldRow,
} from '#src/access/index.ts';
import { sql, typed } from '#src/basics/sql.ts';
import { keptAnswers } from './requests.ts';

/** Contracts of a person; an account's are not a person's, yet what is told with them may name one. */
export const personalData: readonly PersonalData[] = [
  keptAnswers,
  {
    holds: 'contracts',
    erase: async (stores, person) => {
      // The copy comes after: whoever copies meanwhile holds the rows, and is waited for here.
      await stores.records.run(sql`
        delete from contracts
        where workspace_id = ${person.workspace}
          and holder_kind = 'customer'
          and holder = any(${person.userIds}::text[])`);
      const prints = await copiedHolders(stores, person);
      if (prints.length === 0) return;
      // By fingerprints: the engine keeps the text of such a statement for a while.
      await stores.warehouse.run(
        sql`
          alter table contract_versions
          delete where workspace_id = ${person.workspace}
            and holder_kind = 'customer'
            and sipHash64(holder) in ${typed('Array(UInt64)', prints)}`,
        { seconds: 3_600, settings: { mutations_sync: 2 } },
      );
    },
    count: async (stores, person) => {
      const row = await stores.records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from contracts
        where workspace_id = ${person.workspace}
          and holder_kind = 'customer'
          and holder = any(${person.userIds}::text[])`);
      return (row?.held ?? 0) + (await copiedHolders(stores, person)).length;
    },
    tells: [
      // Grain: a version of a contract; some dozens.
      toldAtOnce('contracts', async ({ records }, person) => {
        const rows = await records.rows(sql<{ row: Told }>`
          select to_jsonb(contracts) as row
          from contracts
          where workspace_id = ${person.workspace}
            and holder_kind = 'customer'
            and holder = any(${person.userIds}::text[])
          order by contract, version`);
        return rows.map(({ row }) =>
          toldRow(row, ['mirrored', 'announced', 'due_at', 'import', 'import_row']),
        );
      }),
    ],
  },
  inKeptQuestions('details of contracts'),
];

/** Grain: an id of the person under which contracts stand in the warehouse; few. */
async function copiedHolders({ warehouse }: DataStores, person: Person): Promise<bigint[]> {
  const rows = await warehouse.rows(sql<{ print: string }>`
    select distinct sipHash64(holder) as print
    from contract_versions
    where workspace_id = ${person.workspace}
      and holder_kind = 'customer'
      and holder in ${typed('Array(String)', person.userIds)}`);
  return rows.map(({ print }) => BigInt(print));
}
