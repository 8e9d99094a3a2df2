import type { Context } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import {
  type ContractRow,
  contractsInForce,
  isRunning,
  monthlyAmounts,
} from '#src/customers/contracts/index.ts';
import { accountNames } from '#src/customers/naming/index.ts';
import type { AccountRow, ListAsk } from './ask.ts';
import { accountsTold, lastSeen, memberCounts, ownersOf, seenLater } from './queries.ts';

type Engines = Pick<Context, 'records' | 'warehouse' | 'clock' | 'workspace'>;

/**
 * Accounts with their people, owners, offers and money. Six questions for all of them, none for each: what they are sorted by
 * is only known when all is read.
 */
export async function accountsListed(
  context: Engines,
  ask: ListAsk,
): Promise<{ total: number; accounts: AccountRow[]; next: number | null }> {
  const { clock, workspace } = context;
  const asOf = instantAsked(ask.asOf, { now: clock.now(), zone: workspace.timezone });
  const found = (await everyAccount(context, asOf)).filter((row) => isMeant(row, ask));
  const by = order(ask, workspace.currency);
  const sorted = found.sort((a, b) => by(a, b) || compared(a.account, b.account));
  const end = ask.offset + ask.limit;
  return {
    total: sorted.length,
    accounts: sorted.slice(ask.offset, end),
    next: end < sorted.length ? end : null,
  };
}

async function everyAccount(
  { records, warehouse, workspace: { number, layout } }: Engines,
  at: number,
): Promise<AccountRow[]> {
  const which = { asOf: new Date(at) };
  const [later] = await warehouse.rows(seenLater(which.asOf));
  const [members, names, told, seen, contracts, owners] = await Promise.all([
    warehouse.rows(memberCounts(which)),
    warehouse.rows(accountNames(which)),
    warehouse.rows(accountsTold(which)),
    warehouse.rows(lastSeen(which.asOf, layout, Number(later?.accounts ?? 0) > 0)),
    records.rows(contractsInForce({ workspace: number, holderKind: 'account', ...which })),
    records.rows(ownersOf(number)),
  ]);
  const nameOf = new Map(names.map(({ account, name }) => [account, name]));
  const seenAt = new Map(seen.map(({ account, at: last }) => [account, iso(last)]));
  const memberCount = new Map(members.map((row) => [row.account, Number(row.members)]));
  const held = Map.groupBy(contracts, ({ holder }) => holder);
  const ownerOf = new Map(owners.map((row) => [row.account, { id: row.owner, name: row.name ?? row.owner }]));
  const all = new Set([...memberCount.keys(), ...told.map(({ account }) => account), ...seenAt.keys()]);
  for (const account of [...held.keys(), ...ownerOf.keys()]) all.add(account);
  return [...all].map((account) => ({
    account,
    name: nameOf.get(account) ?? null,
    owner: ownerOf.get(account) ?? null,
    members: memberCount.get(account) ?? 0,
    lastSeen: seenAt.get(account) ?? null,
    ...soldTo(held.get(account) ?? [], at),
  }));
}

/** In French as in English: É stands with E. */
const byAlphabet = new Intl.Collator('fr');

/** What contracts in force come to at an instant. */
export function soldTo(
  contracts: readonly ContractRow[],
  at: number,
): Pick<AccountRow, 'contracts' | 'offers' | 'seats' | 'monthly' | 'renewsAt'> {
  const running = contracts.filter((contract) => isRunning(contract, at));
  const seats = running.flatMap((contract) => contract.seats ?? []);
  const renewals = running
    .flatMap(({ renewsAt, paidThrough }) => renewsAt ?? paidThrough ?? [])
    .filter((renewal) => Date.parse(renewal) >= at)
    .map(iso);
  return {
    contracts: running.length,
    offers: [...new Set(running.map(({ offer }) => offer))].sort(byAlphabet.compare),
    seats: seats.length === 0 ? null : seats.reduce((sum, one) => sum + one, 0),
    monthly: monthlyAmounts(running, at),
    renewsAt: renewals.sort().at(0) ?? null,
  };
}

function isMeant({ account, name, owner }: AccountRow, { text, owner: wanted }: ListAsk): boolean {
  if (wanted !== undefined && owner?.id !== wanted) return false;
  const part = text.toLowerCase();
  return [account, name, owner?.name].some((held) => held?.toLowerCase().includes(part) === true);
}

type Order = (a: AccountRow, b: AccountRow) => number;

/** Those of which it is not known come last, whichever way one looks. */
function order({ sort, descending }: ListAsk, currency: string): Order {
  const way = descending ? -1 : 1;
  const keyOf: Readonly<Record<ListAsk['sort'], (row: AccountRow) => string | number | bigint | null>> = {
    name: ({ name, account }) => (name ?? account).toLowerCase(),
    members: ({ members }) => members,
    seats: ({ seats }) => seats,
    monthly: ({ monthly }) => paidIn(monthly, currency),
    renewal: ({ renewsAt }) => renewsAt,
    seen: ({ lastSeen: seen }) => seen,
    owner: ({ owner }) => owner?.name.toLowerCase() ?? null,
  };
  const key = keyOf[sort];
  return (a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === 'string' && typeof other === 'string') return way * byAlphabet.compare(one, other);
    return way * compared(one, other);
  };
}

const paidIn = (monthly: AccountRow['monthly'], currency: string): bigint | null => {
  const amount = monthly.find((paid) => paid.currency === currency)?.amount;
  return amount === undefined ? null : BigInt(amount);
};

const compared = (a: string | number | bigint, b: string | number | bigint): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** A time as the warehouse or the records write it, as ISO 8601 in UTC. */
export const iso = (at: string): string =>
  new Date(at.includes('T') ? at : `${at.replace(' ', 'T')}Z`).toISOString();
