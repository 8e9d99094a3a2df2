import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { decimalsOf } from '#src/basics/currency.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { contractsInForce, monthlyAmounts } from '#src/customers/contracts/index.ts';
import { limits } from '#src/customers/frame/index.ts';
import { type Finding, holderKey } from './finding.ts';

/** What is at stake with somebody a month, in one currency. */
export const Stake = z.object({
  currency: z.string(),
  amount: z.string().describe('A month, in smallest units of the currency, as decimal text'),
  by: z
    .enum(['contracts', 'purchases'])
    .describe('By running contracts; else a twelfth of what was bought in the last 365 days'),
});
export type Stake = z.output<typeof Stake>;

type Holder = Pick<Finding, 'kind' | 'key'>;

/**
 * What is at stake with some customers and accounts: what their contracts bring a month, by currency; of customers without a
 * contract that is paid for, a twelfth of what they bought in a year. Four statements for all of them.
 *
 * @returns by `holderKey`; those of whom no money is known are not there
 */
export async function worthOf(
  context: Context,
  holders: readonly Holder[],
  at: number,
): Promise<Map<string, Stake[]>> {
  const customers = holders.flatMap(({ kind, key }) => (kind === 'customer' ? [Number(key)] : []));
  const accounts = holders.flatMap(({ kind, key }) => (kind === 'account' ? [key] : []));
  const [ofPeople, ofAccounts, bought] = await Promise.all([
    contractsOfPeople(context, customers, at),
    contractsOf(context, 'account', { ids: new Map(accounts.map((id) => [id, id])), at }),
    boughtBy(context, customers),
  ]);
  const found = new Map<string, Stake[]>();
  for (const holder of holders) {
    const contracts = (holder.kind === 'account' ? ofAccounts : ofPeople).get(holder.key) ?? [];
    const stakes = contracts.filter(({ amount }) => amount !== '0');
    const known =
      stakes.length > 0 ? stakes : holder.kind === 'customer' ? bought.get(holder.key) : undefined;
    if (known !== undefined && known.length > 0) found.set(holderKey(holder), known);
  }
  return found;
}

/** @param ids whose each holder named by a contract is, by what the contract names */
async function contractsOf(
  { records, workspace }: Context,
  holderKind: Finding['kind'],
  { ids, at }: { readonly ids: ReadonlyMap<string, string>; readonly at: number },
): Promise<Map<string, Stake[]>> {
  if (ids.size === 0) return new Map();
  const holders = [...ids.keys()];
  const rows = await records.rows(
    contractsInForce({ workspace: workspace.number, asOf: new Date(at), holderKind, holders }),
  );
  return new Map(
    [...Map.groupBy(rows, ({ holder }) => ids.get(holder) ?? holder)].map(([key, own]) => [
      key,
      monthlyAmounts(own, at).map((paid) => ({ ...paid, by: 'contracts' as const })),
    ]),
  );
}

/** Contracts name people by a user id: somebody of several ids may hold one by each. */
async function contractsOfPeople(
  context: Context,
  customers: readonly number[],
  at: number,
): Promise<Map<string, Stake[]>> {
  if (customers.length === 0) return new Map();
  const ids = await context.records.rows(userIds(customers));
  return contractsOf(context, 'customer', {
    ids: new Map(ids.map(({ id, customer }) => [id, String(customer)])),
    at,
  });
}

/** Of each currency one amount. */
export function summed(stakes: readonly Stake[]): Stake[] {
  return [...Map.groupBy(stakes, ({ currency, by }) => `${currency} ${by}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    return [{ ...first, amount: String(own.reduce((sum, { amount }) => sum + BigInt(amount), 0n)) }];
  });
}

async function boughtBy(context: Context, customers: readonly number[]): Promise<Map<string, Stake[]>> {
  if (customers.length === 0) return new Map();
  const rows = await context.warehouse.rows(boughtRows(customers), limits(context));
  const found = new Map<string, Stake[]>();
  for (const { customer, currency, amount } of rows) {
    const monthly = aTwelfth(BigInt(amount), currency);
    if (currency === '' || monthly <= 0n) continue;
    const own = found.get(String(customer)) ?? [];
    found.set(String(customer), [...own, { currency, amount: String(monthly), by: 'purchases' }]);
  }
  return found;
}

/** A twelfth of millionths, in smallest units, rounded to the nearest. */
function aTwelfth(millionths: bigint, currency: string): bigint {
  const part = 12n * 10n ** BigInt(6 - decimalsOf(currency));
  return (millionths + part / 2n) / part;
}

/** Grain: a user id of somebody among them. */
const userIds = (customers: readonly number[]): Sql<{ id: string; customer: number }> => sql`
  select external_id as id, customer
  from identities
  where kind = 'user'
    and customer = any(${[...customers]}::integer[])`;

/** Purchases of 365 days in millionths. Grain: (customer, currency). */
const boughtRows = (customers: readonly number[]) => sql<{
  customer: number;
  currency: string;
  amount: string;
}>`
  select customer, money.1 as currency, toString(sum(money.2)) as amount
  from (
    select customer, arrayJoin(arrayZip(bought_in, bought)) as money
    from ${scoped('phase_lives')}
    where known and customer in ${typed('Array(UInt32)', customers)}
    settings final = 1
  )
  group by customer, currency
  order by customer, currency`;
