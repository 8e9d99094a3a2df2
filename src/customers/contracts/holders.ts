import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ContractTerms } from '#src/events/imports/index.ts';

type Holder = ContractTerms['holder'];

/**
 * Has each contract keep the holder it has: one person may be told by another of their user ids.
 *
 * @throws DomainError `contracts.other_holder`
 */
export async function keepHolders(
  tx: Transaction,
  workspace: number,
  terms: readonly ContractTerms[],
): Promise<ContractTerms[]> {
  const judged = await judgedHolders(tx, workspace, terms);
  return terms.map((one, place) => {
    const { holder, isOther } = judged[place] ?? { holder: one.holder, isOther: false };
    if (isOther)
      throw new DomainError('contracts.other_holder', {
        kind: 'conflict',
        field: `contracts[${place}].${one.holder.kind}`,
        expected: 'the holder this contract has; end it and begin another contract for the new holder',
        got: `${one.contract}: ${one.holder.kind} ${one.holder.id}`,
      });
    return { ...one, holder };
  });
}

/** Of terms that give a contract to somebody else than it has, whose it is, by row. */
export async function heldByOthers(
  tx: Transaction,
  workspace: number,
  terms: readonly ContractTerms[],
): Promise<ReadonlyMap<number, Holder>> {
  const judged = await judgedHolders(tx, workspace, terms);
  return new Map(
    judged.flatMap(({ holder, isOther }, place) => {
      const row = terms[place]?.row;
      return isOther && row !== undefined ? [[row, holder] as const] : [];
    }),
  );
}

/** Whose each contract is, of those told before it also, and whether another is named. In the order of what is told. */
async function judgedHolders(
  tx: Transaction,
  workspace: number,
  terms: readonly ContractTerms[],
): Promise<{ readonly holder: Holder; readonly isOther: boolean }[]> {
  const held = new Map(
    (await tx.rows(holdersOf(workspace, [...new Set(terms.map(({ contract }) => contract))]))).map(
      ({ contract, kind, id }): [string, Holder] => [contract, { kind, id }],
    ),
  );
  const pairs = terms.map(({ contract, holder }) => {
    const own = held.get(contract) ?? holder;
    held.set(contract, own);
    return { holder: own, told: holder };
  });
  const differing = pairs.filter(({ holder, told }) => holder.kind !== told.kind || holder.id !== told.id);
  const people = await numbersOf(
    tx,
    workspace,
    differing.flatMap(({ holder, told }) => [holder, told]),
  );
  return pairs.map(({ holder, told }) => {
    if (holder.kind === told.kind && holder.id === told.id) return { holder, isOther: false };
    const number = people.get(holder.id);
    const isSame = [holder, told].every(({ kind }) => kind === 'customer') && number !== undefined;
    return { holder, isOther: !isSame || number !== people.get(told.id) };
  });
}

async function numbersOf(
  tx: Transaction,
  workspace: number,
  holders: readonly Holder[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Set(holders.flatMap(({ kind, id }) => (kind === 'customer' ? [id] : [])));
  if (ids.size === 0) return new Map();
  const rows = await tx.rows(sql<{ id: string; customer: number }>`
    select external_id as id, customer
    from identities
    where workspace_id = ${workspace}
      and kind = 'user'
      and external_id = any(${[...ids]}::text[])`);
  return new Map(rows.map(({ id, customer }) => [id, customer]));
}

/** Grain: a contract that is known; at most as many as asked. */
const holdersOf = (
  workspace: number,
  contracts: readonly string[],
): Sql<Holder & { contract: string }> => sql`
  select distinct on (contract) contract, holder_kind as kind, holder as id
  from contracts
  where workspace_id = ${workspace}
    and contract = any(${contracts}::text[])
  order by contract, version desc`;
