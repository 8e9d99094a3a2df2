import {
  inKeptQuestions,
  jsonWritings,
  type Person,
  type PersonalData,
  textWithout,
  toldAtOnce,
  valueNames,
  wordsOf,
} from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/**
 * Refused rows keep what came in one field, which may be a user id, or the beginning of a line in which it stands. What
 * a file was called, and why its import failed, may name somebody too. Received files go when they are imported or after a
 * week; they are not searched.
 */
export const personalData: readonly PersonalData[] = [
  {
    holds: 'import rejects',
    erase: async (stores, person) => {
      const theirs = await naming(stores, person);
      await stores.records.run(sql`
        delete from import_rejects
        where workspace_id = ${person.workspace}
          and (import, row) in (
            select *
            from unnest(${theirs.map((one) => one.import)}::bigint[], ${theirs.map(({ row }) => row)}::bigint[])
          )`);
    },
    count: async (stores, person) => (await naming(stores, person)).length,
    tells: [
      toldAtOnce('refusedRows', async (stores, person) =>
        (await naming(stores, person)).map(({ import: number, row, got }) => ({ import: number, row, got })),
      ),
    ],
  },
  inKeptQuestions('imports'),
];

interface Refused {
  readonly import: string;
  readonly row: string;
  readonly got: string;
}

/** Grain: a refused row that names the person; of 10,000 an import at most. */
async function naming(
  { records }: { readonly records: Pick<Transaction, 'rows'> },
  person: Person,
): Promise<Refused[]> {
  const words = wordsOf(person);
  const rows = await records.rows(sql<Refused>`
    select import::text, row::text, got
    from import_rejects
    where workspace_id = ${person.workspace}
      and exists (
        select 1
        from unnest(${[...words, ...words.flatMap(jsonWritings)]}::text[]) as given (word)
        where position(lower(given.word) in lower(import_rejects.got)) > 0
      )`);
  const isTheirs = valueNames(person);
  const clean = textWithout(person);
  const writings = words.flatMap(jsonWritings);
  return rows.filter(
    ({ got }) => isTheirs(got) || clean(got) !== got || writings.some((writing) => got.includes(writing)),
  );
}
