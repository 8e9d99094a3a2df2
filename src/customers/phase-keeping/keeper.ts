import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { basisOf, offersChanged } from '#src/customers/phase-rules/index.ts';
import type { Keeper, Kept, News } from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { holdersOf, numbersFrom, numbersNamed } from './facts-rows.ts';
import { learn } from './learning.ts';
import { type Reading, readingLimits } from './reading.ts';
import { type KeepingState, keepingState, keepState } from './state.ts';
import { type Keeping, rewrite } from './writing.ts';

/** Numbers in a chunk of a whole computation. */
const chunk = 20_000;
/** So long a turn works on a whole computation before others have theirs. */
const turnMs = 20_000;

/**
 * Keeps the life of each customer: those something new is known of, those whom time moves, and everyone where what they
 * are judged by changed; the last in chunks, so that a turn that was cut goes on where it was.
 */
export const phaseKeeper: Keeper = {
  name: 'phases',
  keep: (kept, news) => keepLives(kept, news, chunk),
};

/** The same with chunks of a size. */
export async function keepLives(kept: Kept, news: News, size: number): Promise<void> {
  const asOf = kept.clock.now();
  const begun = await begin(kept, news, asOf);
  const keeping: Keeping = { kept, reading: begun.reading, freshAt: begun.state.freshAt };
  const some = begun.isWhole ? [] : await duePeople(begun, asOf, news);
  await rewriteSome(keeping, some);
  const state = await wholeComputation(keeping, await knownBy(kept, begun), size);
  const isIdle = some.length === 0 && begun.state.computing === null;
  await keepState(kept.records, kept.workspace.number, {
    ...(isIdle ? {} : { dueAt: await firstDue(begun.reading) }),
    ...(state.computing === null ? { freshAt: asOf } : {}),
  });
}

interface Begun {
  readonly reading: Reading;
  readonly state: KeepingState;
  /** Everyone is to be told anew from the first on: nobody needs to be told before. */
  readonly isWhole: boolean;
  /** Whose offers are judged otherwise, where everything else stands. */
  readonly holders: readonly number[];
}

/** Sees by what lives are judged now, and whether everyone must be told anew. */
async function begin(
  { workspace, warehouse, records, signal }: Kept,
  news: News,
  asOf: number,
): Promise<Begun> {
  const state = await keepingState(records);
  const first: Reading = { workspace, warehouse, basis: await basisOf(records, workspace), asOf, signal };
  const isNew = await learn(first, records, state.seenAt);
  const reading = isNew ? { ...first, basis: await basisOf(records, workspace) } : first;
  const wasSeen = state.seenAt === null || asOf - state.seenAt >= 86_400_000 ? { seenAt: asOf } : {};
  const { key } = reading.basis;
  const holders = news.everything ? null : await holdersAnew(reading, state);
  const restarts = holders === null;
  const next = restarts
    ? { ...wasSeen, computing: key, nextCustomer: 1, ofCustomers: await lastNumber(records) }
    : wasSeen;
  return {
    reading,
    state: await keepState(records, workspace.number, next),
    isWhole: restarts,
    holders: holders ?? [],
  };
}

/**
 * Those with the offers that are judged otherwise than their lives were told: a new name in a contract is no matter of everybody.
 *
 * @returns null: everyone is to be told anew
 */
async function holdersAnew(
  { basis, asOf, warehouse, signal }: Reading,
  { computing, basis: stands }: KeepingState,
): Promise<readonly number[] | null> {
  const offers = offersChanged(
    computing ?? stands ?? '',
    basis.key,
    basis.offers.map(({ name }) => name),
  );
  if (offers === null || offers.length === 0) return offers === null ? null : [];
  const deeds = [...basis.meant.purchase, ...basis.meant.refund];
  const rows = await warehouse.rows(
    sql<{ customer: number }>`
      select distinct customer
      from ${holdersOf(offers, { deeds, asOf })}
      limit ${typed('UInt64', chunk + 1)}`,
    readingLimits(signal),
  );
  return rows.length > chunk ? null : rows.map(({ customer }) => customer);
}

/** Writes down by what lives are judged, once those whose offers changed are told. */
async function knownBy(
  { records, workspace }: Kept,
  { state, reading: { basis } }: Begun,
): Promise<KeepingState> {
  const { key } = basis;
  if ((state.computing ?? state.basis) === key) return state;
  return keepState(records, workspace.number, state.computing === null ? { basis: key } : { computing: key });
}

/** Those something new is known of, those whose offers are judged otherwise, and those whom time has moved. */
async function duePeople(
  { reading, state, holders }: Begun,
  asOf: number,
  news: News,
): Promise<readonly number[]> {
  const told = [...news.customers, ...holders];
  if (state.dueAt === null || state.dueAt >= asOf) return [...new Set(told)].sort((a, b) => a - b);
  const some = new Set(told);
  const due = reading.warehouse.stream(dueBefore(asOf), readingLimits(reading.signal));
  for await (const { customer } of due) some.add(customer); // after a long rest, everybody
  return [...some].sort((a, b) => a - b);
}

async function rewriteSome(keeping: Keeping, customers: readonly number[]): Promise<void> {
  for (let from = 0; from < customers.length; from += chunk) {
    keeping.kept.signal.throwIfAborted();
    await rewrite(keeping, numbersNamed(customers.slice(from, from + chunk)));
  }
}

/** Goes on with a whole computation, chunk by chunk, for as long as a turn may last. */
async function wholeComputation(keeping: Keeping, before: KeepingState, size: number): Promise<KeepingState> {
  const { kept } = keeping;
  let state = before;
  while (state.computing !== null) {
    kept.signal.throwIfAborted();
    const from = state.nextCustomer;
    if (from > state.ofCustomers) {
      state = await keepState(kept.records, kept.workspace.number, {
        basis: state.computing,
        computing: null,
      });
      break;
    }
    await rewrite(keeping, numbersFrom(from, from + size));
    state = await keepState(kept.records, kept.workspace.number, { nextCustomer: from + size });
    if (kept.clock.now() - keeping.reading.asOf > turnMs) break;
  }
  return state;
}

/** The largest number ever given to a customer. */
async function lastNumber(records: Transaction): Promise<number> {
  const row = await records.row(sql<{ next: number }>`select next from customer_numbers`);
  return (row?.next ?? 1) - 1;
}

/** When time alone moves the first of all, epoch milliseconds; null: never. */
async function firstDue({ warehouse, signal }: Reading): Promise<number | null> {
  const [row] = await warehouse.rows(
    sql<{ due: number | null }>`
      select toFloat64(toUnixTimestamp64Milli(min(due))) as due
      from ${scoped('phase_lives')}`,
    readingLimits(signal),
  );
  return row?.due ?? null;
}

/** Grain: a customer; read with `final`. */
const dueBefore = (asOf: number): Sql<{ customer: number }> => sql<{ customer: number }>`
  select distinct customer
  from ${scoped('phase_lives')}
  where due < ${typed("DateTime64(3, 'UTC')", new Date(asOf))}`;
