import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { erased, type Person, type PersonalData, shortestWord, wordsOf } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Kept } from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

const keptMs = 30 * 86_400_000;
const atOnce = 10_000;

/** Something asked under a key of the asker's. */
export interface Keyed {
  readonly workspace: number;
  readonly key: string;
  /** What is asked; the same again under the same key is answered the same. */
  readonly asked: unknown;
  readonly at: Date;
}

/**
 * Does what is asked once for its key, within the caller's transaction: the key, the answer and what was done stand together
 * or not at all. Who asks under the same key at the same time waits for the first answer. Keys are kept for 30 days.
 *
 * @throws DomainError `contracts.key_reused`
 */
export async function onceFor<Answer>(
  tx: Transaction,
  { workspace, key, asked, at }: Keyed,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly repeated: boolean }> {
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest();
  const claimed = await tx.run(sql`
    insert into contract_requests (workspace_id, key, fingerprint, answer, at)
    values (${workspace}, ${key}, ${fingerprint}, '{}', ${at})
    on conflict (workspace_id, key) do nothing`);
  if (claimed === 0) return { answer: await answered(tx, key, fingerprint), repeated: true };
  const answer = await work();
  await tx.run(sql`
    update contract_requests
    set answer = ${JSON.stringify(answer)}::jsonb
    where workspace_id = ${workspace}
      and key = ${key}`);
  return { answer, repeated: false };
}

async function answered<Answer>(tx: Transaction, key: string, fingerprint: Uint8Array): Promise<Answer> {
  const row = await tx.row(sql<{ fingerprint: Uint8Array; answer: Answer }>`
    select fingerprint, answer
    from contract_requests
    where key = ${key}`);
  if (row !== undefined && isDeepStrictEqual(Buffer.from(row.fingerprint), Buffer.from(fingerprint)))
    return row.answer;
  throw new DomainError('contracts.key_reused', {
    kind: 'conflict',
    field: 'key',
    expected: 'a key of its own for each body; under this one something else was recorded',
    got: key,
  });
}

/** Keys that are older than is promised. */
export async function forgetOldRequests({ records, workspace, clock }: Kept): Promise<void> {
  await records.run(sql`
    delete from contract_requests
    where workspace_id = ${workspace.number}
      and key in (
        select key
        from contract_requests
        where workspace_id = ${workspace.number}
          and at < ${new Date(clock.now() - keptMs)}
        limit ${atOnce}
      )`);
}

/**
 * Answers given under keys. A key that names the person goes; in an answer a word takes the place of what their contracts
 * are called, so that the same question is still answered and brings nobody back. It goes before the contracts themselves,
 * which tell what theirs are called.
 */
export const keptAnswers: PersonalData = {
  holds: 'answers about contracts',
  erase: async ({ records }, person) => {
    const named = await namedBy(records, person);
    await records.run(sql`
      delete from contract_requests
      where workspace_id = ${person.workspace}
        and ${named.byKey}`);
    await records.run(sql`
      update contract_requests
      set answer = jsonb_set(answer, '{contracts}', (
        select jsonb_agg(case when ${named.byContract} then told || ${erasedName}::jsonb else told end order by place)
        from jsonb_array_elements(answer -> 'contracts') with ordinality as listed (told, place)))
      where workspace_id = ${person.workspace}
        and ${named.byAnswer}`);
  },
  count: async ({ records }, person) => {
    const { byKey, byAnswer } = await namedBy(records, person);
    const row = await records.row(sql<{ held: number }>`
      select count(*)::integer as held
      from contract_requests
      where workspace_id = ${person.workspace}
        and (${byKey} or ${byAnswer})`);
    return row?.held ?? 0;
  },
  tells: { nothing: 'says which versions of contracts were recorded; they are told among the contracts' },
};

const erasedName = JSON.stringify({ contract: erased });

/** Whether a key, a contract that was told, and an answer's contracts name the person. */
async function namedBy(
  records: Transaction,
  person: Person,
): Promise<{ readonly byKey: Sql; readonly byContract: Sql; readonly byAnswer: Sql }> {
  const words = wordsOf(person).filter(({ length }) => length >= shortestWord);
  const within = (text: Sql) => sql`exists (
          select
          from unnest(${words}::text[]) as own
          where position(lower(own) in lower(${text})) > 0)`;
  // Grain: a contract of the person; few.
  const contracts = await records.rows(sql<{ contract: string }>`
    select distinct contract
    from contracts
    where workspace_id = ${person.workspace}
      and holder_kind = 'customer'
      and holder = any(${person.userIds}::text[])`);
  const name = sql`told ->> 'contract'`;
  const byContract = sql`(${name} = any(${contracts.map(({ contract }) => contract)}::text[]) or ${within(name)})`;
  return {
    byKey: within(sql`key`),
    byContract,
    byAnswer: sql`exists (
          select
          from jsonb_array_elements(answer -> 'contracts') as listed (told)
          where ${byContract})`,
  };
}
