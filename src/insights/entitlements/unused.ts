import type { z } from 'zod';
import { addedUp } from '#src/basics/currency.ts';
import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { badCursor, type Engines, type Frame, saidOf, shown, toldShare } from '#src/customers/frame/index.ts';
import { namedAccount, namedAccounts, type Person } from '#src/customers/naming/index.ts';
import type { PaidOfAnswer, PaidOfAsk, UnusedAnswer, UnusedPageAsk, UnusedRow, UseState } from './ask.ts';
import { type PaidFeature, type Payer, payerNamed, payersOf } from './uses.ts';
import { definitionOf, paidVerdict, verdictOf } from './words.ts';

type Amounts = UnusedAnswer['atRisk'];

/**
 * What is paid for and not used, by holder and by feature, in money.
 *
 * @throws DomainError `insights.bad_cursor`, those of `payersOf`
 */
export async function unusedOf(engines: Engines, ask: z.output<typeof UnusedPageAsk>): Promise<UnusedAnswer> {
  const { frame, payers } = await payersOf(engines, ask);
  const candidates = payers.filter(leavesUnused).toSorted(byMoney);
  const from = placeIn(ask.cursor);
  const page = candidates.slice(from, from + ask.limit);
  const people = await peopleOf(engines, frame, page);
  const counts = {
    holders: payers.length,
    withUnused: candidates.length,
    atRisk: summed(payers.flatMap(({ features }) => pricesOf(features, ['unused']))),
  };
  return {
    ...counts,
    rows: page.map((payer, i) => rowOf(payer, people[i] ?? namedAccount(payer.holder.name))),
    next: from + ask.limit < candidates.length ? String(from + ask.limit) : null,
    features: featuresOf(payers),
    verdict: verdictOf(frame.unit, counts),
    definition: definitionOf(ask.days, frame),
    ...saidOf(frame, ask),
  };
}

/**
 * What one holder pays for, whether it is used, and what is paid for nothing.
 *
 * @throws DomainError those of `payerNamed`
 */
export async function paidOf(engines: Engines, ask: PaidOfAsk): Promise<PaidOfAnswer> {
  const { frame, payer } = await payerNamed(engines, ask, ask.holder);
  const [holder = namedAccount(ask.holder)] = await peopleOf(engines, frame, [payer]);
  const { cells, ...told } = rowOf(payer, holder);
  return {
    ...told,
    features: cells.map((cell, i) => ({ ...cell, name: payer.features[i]?.name ?? cell.key })),
    verdict: paidVerdict(payer.features, told.unused),
    definition: definitionOf(ask.days, frame),
    ...saidOf(frame, ask),
  };
}

/** Whether something paid for is not used, past its grace. */
export const leavesUnused = ({ features }: Payer): boolean =>
  features.some(({ state }) => state === 'unused');

const placeIn = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw badCursor(cursor);
  return Number(cursor);
};

const peopleOf = (engines: Engines, { unit }: Frame, page: readonly Payer[]): Promise<Person[]> =>
  unit === 'account'
    ? namedAccounts(
        engines,
        page.map(({ holder }) => holder.name),
      )
    : shown(
        engines,
        unit,
        page.map(({ holder }) => Number(holder.key)),
      );

const worth = ({ features }: Payer): number =>
  pricesOf(features, ['unused']).reduce((sum, { amount }) => sum + amount, 0);

const byMoney = (a: Payer, b: Payer): number =>
  worth(b) - worth(a) || (a.holder.name < b.holder.name ? -1 : 1);

const pricesOf = (features: readonly PaidFeature[], states: readonly UseState[]): Amounts =>
  features.flatMap(({ state, price }) => (price !== null && states.includes(state) ? [price] : []));

/** Amounts of one currency in one. */
const summed = (amounts: Amounts): Amounts =>
  [...Map.groupBy(amounts, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    amount: addedUp(
      own.map(({ amount }) => amount),
      currency,
    ),
  }));

const all: readonly UseState[] = ['used', 'unused', 'in_grace', 'unknown'];

function rowOf({ features }: Payer, holder: Person): UnusedRow {
  const [paid, unused] = [summed(pricesOf(features, all)), summed(pricesOf(features, ['unused']))];
  return {
    holder,
    paid,
    unused,
    share: shareOf(paid, unused),
    cells: features.map(({ since, name: _, ...cell }) => ({ ...cell, since: new Date(since).toISOString() })),
  };
}

function shareOf(paid: Amounts, unused: Amounts): Estimate<number> {
  const [one] = paid;
  if (one === undefined || one.amount === 0) return unknown('not_computable');
  if (paid.length > 1) return unknown('mixed_currencies');
  return known((unused[0]?.amount ?? 0) / one.amount);
}

/** Each feature over all who pay for it: the matrix by columns. */
function featuresOf(payers: readonly Payer[]): UnusedAnswer['features'] {
  const cells = payers.flatMap(({ features }) => features);
  return [...Map.groupBy(cells, ({ key }) => key)]
    .map(([key, own]) => {
      const states = { used: 0, unused: 0, in_grace: 0, unknown: 0 };
      for (const { state } of own) states[state] += 1;
      const { share, low, high } = toldShare({ hits: states.used, total: states.used + states.unused });
      const atRisk = summed(pricesOf(own, ['unused']));
      return { key, name: own[0]?.name ?? key, states, adoption: share, low, high, atRisk };
    })
    .sort((a, b) => b.states.unused - a.states.unused || (a.key < b.key ? -1 : 1));
}
