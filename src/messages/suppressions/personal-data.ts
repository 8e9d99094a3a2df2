import {
  type Person,
  type PersonalData,
  type Told,
  toldAtOnce,
  toldRow,
  wordsOf,
} from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { addressKinds, printOf } from './address.ts';
import { saltOf } from './suppressions.ts';

/**
 * What the person's addresses are known as here. The fingerprint stays when they are erased: nothing is sent to who asked for
 * nothing, and nobody reads an address from it. Its readable rest goes.
 */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'suppressions',
    erase: async ({ records }, person) => {
      const prints = await printsOf(records, person);
      await records.run(sql`update suppressions set shown = '', detail = '' where ${theirs(person, prints)}`);
    },
    count: async ({ records }, person) => {
      const prints = await printsOf(records, person);
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from suppressions
        where ${theirs(person, prints)}
          and (shown <> '' or detail <> '')`);
      return row?.held ?? 0;
    },
    tells: [
      toldAtOnce('suppressions', async ({ records }, person) => {
        const prints = await printsOf(records, person);
        const rows = await records.rows(sql<{ row: Told }>`
          select to_jsonb(suppressions) as row
          from suppressions
          where ${theirs(person, prints)}
          order by since`);
        return rows.map(({ row }) => toldRow(row, ['print']));
      }),
    ],
  },
];

/** Any of their ids and names may be an address: what is none has a fingerprint that nobody bears. */
async function printsOf(records: Transaction, person: Person): Promise<Uint8Array[]> {
  const salt = await saltOf(records, person.workspace);
  return wordsOf(person).flatMap((word) => addressKinds.map((kind) => printOf(salt, kind, word)));
}

const theirs = ({ workspace }: Person, prints: readonly Uint8Array[]): Sql => sql`
  workspace_id = ${workspace} and print = any(${prints}::bytea[])`;
