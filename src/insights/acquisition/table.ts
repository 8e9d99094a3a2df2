import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Engines, limits, saidOf } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import type { Group } from '#src/insights/newcomers/index.ts';
import { countedShare, fewest, heldAgainstRest, ratesAgainstRest } from './against.ts';
import type { AcquisitionRow, AcquisitionTable, TableAsk } from './ask.ts';
import { tallies } from './gained.ts';
import { mismatchRows } from './mismatch.ts';
import { currencyDoubt, perHead, worthOf } from './money.ts';
import { type Dimension, type Plan, planned } from './plan.ts';
import { added, type Keys, type Tally, talliesBy, whole } from './tallies.ts';
import { definitionOf, rowWords, verdictOf } from './words.ts';

/** What campaigns brought: clicks, replies, customers, and how those customers stayed. @throws DomainError those of `planned` */
export async function tableOf(engines: Engines, ask: TableAsk): Promise<AcquisitionTable> {
  const plan = await planned(engines, ask);
  const found = await engines.warehouse.rows(tallies(plan), limits(engines));
  const { currency, smallestDifference } = engines.workspace;
  const rows = flagged(
    talliesBy(plan, found)
      .toSorted(inOrder)
      .map((tally) => rowOf(plan, tally, currency)),
    { smallest: smallestDifference, unit: plan.frame.unit },
  );
  const total = rowOf(plan, whole(plan, found), currency);
  const byName = added(plan, found, [plan.mismatchBy]).toSorted(inOrder);
  const mismatch = mismatchRows(
    byName.map(({ keys, gained }) => ({
      group: groupOf(plan, plan.mismatchBy, keys) ?? { kind: 'all', value: null },
      hits: gained.mismatched,
      total: gained.mismatchJudged,
    })),
    { smallest: smallestDifference, by: plan.mismatchBy, unit: plan.frame.unit },
  );
  return {
    ...saidOf(plan.frame, ask),
    currency,
    state: plan.entering || total.open > 0 ? 'running' : 'complete',
    rows,
    total,
    mismatchBy: plan.mismatchBy,
    mismatch,
    unmatched: unmatchedIn(rows),
    verdict: verdictOf(plan, { rows, total, mismatch }),
    definition: definitionOf(plan),
    ...countedBySaid([plan.staying]),
  };
}

/** Names by customers, then by what was shown; others and those without a name last. */
function inOrder(a: Tally, b: Tally): number {
  const rank = ({ keys: { campaign, channel } }: Tally) => {
    const places = [campaign, channel].filter((key) => key !== 'all');
    return places.includes(-1) ? 2 : places.includes(0) ? 1 : 0;
  };
  const shown = ({ told }: Tally) => (told?.shown ?? 0) + (told?.sent ?? 0);
  const places = ({ keys }: Tally) => [Number(keys.campaign), Number(keys.channel)] as const;
  return (
    rank(a) - rank(b) ||
    b.gained.customers - a.gained.customers ||
    shown(b) - shown(a) ||
    places(a)[0] - places(b)[0] ||
    places(a)[1] - places(b)[1] ||
    0
  );
}

/** The group a row stands for in a dimension; null where rows are not told apart by it. */
function groupOf({ names }: Plan, dimension: Dimension, keys: Keys): Group | null {
  const key = keys[dimension];
  if (key === 'all') return null;
  if (key > 0) return { kind: 'value', value: names[dimension][key - 1] ?? '' };
  return { kind: key === 0 ? 'others' : 'missing', value: null };
}

type Plain = Omit<AcquisitionRow, 'against' | 'flag' | 'words'>;

function rowOf(plan: Plan, { keys, gained, told }: Tally, currency: string): AcquisitionRow {
  const { customers, judged, stayed } = gained;
  const cost = costIn(told, currency);
  const plain: Plain = {
    campaign: groupOf(plan, 'campaign', keys),
    channel: groupOf(plan, 'channel', keys),
    imported: told !== null,
    impressions: told?.impressions ?? null,
    clicks: told?.clicks ?? null,
    ctr: countedShare({ hits: told?.clicked ?? 0, total: told?.shown ?? 0 }),
    sends: told?.sends ?? null,
    replies: told?.replies ?? null,
    replyRate: countedShare({ hits: told?.answered ?? 0, total: told?.sent ?? 0 }),
    cost,
    customers,
    costPerCustomer: perHead(cost, customers),
    stayed: countedShare({ hits: stayed, total: judged }),
    open: customers - judged,
    value: plan.ask.value === null ? null : worthOf({ ...gained, people: judged }, currency),
    mismatch: countedShare({ hits: gained.mismatched, total: gained.mismatchJudged }),
    enough: judged >= fewest,
  };
  return { ...plain, against: { ctr: null, replyRate: null, stayed: null }, flag: null, words: null };
}

function costIn(told: Tally['told'], currency: string): Estimate<number> {
  if (told?.cost == null) return unknown('no_events');
  const why = currencyDoubt(told.currencies, currency);
  return why === null ? known(told.cost) : unknown(why);
}

/** Held against others: whoever bears a name. */
const isNamed = ({ campaign, channel }: AcquisitionRow): boolean => (campaign ?? channel)?.kind !== 'missing';

/** The rows held against each other, and the one that attracts best and keeps worst. */
function flagged(
  rows: readonly AcquisitionRow[],
  { smallest, unit }: { readonly smallest: number; readonly unit: Plan['frame']['unit'] },
): AcquisitionRow[] {
  const named = (figure: 'ctr' | 'replyRate' | 'stayed') =>
    rows.map((row) => (isNamed(row) ? row[figure] : null));
  const [ctr, replyRate] = [ratesAgainstRest(named('ctr')), ratesAgainstRest(named('replyRate'))];
  const stayed = heldAgainstRest(named('stayed'), smallest);
  const held = rows.map((row, i) => ({
    ...row,
    against: { ctr: ctr[i] ?? null, replyRate: replyRate[i] ?? null, stayed: stayed[i] ?? null },
  }));
  const worst = extreme(held, 'stayed', -1);
  return held.map((row) => {
    const attracts = (figure: 'ctr' | 'replyRate') => row === worst && row === extreme(held, figure, 1);
    const flag = attracts('ctr')
      ? ('best_clicks_worst_stay' as const)
      : attracts('replyRate')
        ? ('best_replies_worst_stay' as const)
        : null;
    return { ...row, flag, words: rowWords({ ...row, flag }, unit) };
  });
}

/**
 * The named row with the largest (1) or smallest (−1) share, if it differs from the others beyond chance in that
 * direction; among two alike, none.
 */
function extreme(
  rows: readonly AcquisitionRow[],
  figure: 'ctr' | 'replyRate' | 'stayed',
  direction: 1 | -1,
): AcquisitionRow | undefined {
  const share = (row: AcquisitionRow) =>
    row[figure].share.known ? direction * row[figure].share.value : -Infinity;
  const compared = rows.filter((row) => row.against[figure] !== null && isOne(row));
  const [first, second] = compared.toSorted((a, b) => share(b) - share(a));
  const against = first?.against[figure];
  if (first === undefined || second === undefined || share(first) === share(second)) return undefined;
  return against?.verdict === 'different' && direction * against.difference > 0 ? first : undefined;
}

/** A row of one name, not of the others together. */
const isOne = ({ campaign, channel }: AcquisitionRow): boolean =>
  (campaign === null || campaign.kind === 'value') && (channel === null || channel.kind !== 'others');

function unmatchedIn(rows: readonly AcquisitionRow[]): AcquisitionTable['unmatched'] {
  const names = (some: readonly AcquisitionRow[]) => [
    ...new Set(some.flatMap(({ campaign, channel }) => (campaign ?? channel)?.value ?? [])),
  ];
  const imported = new Set(names(rows.filter((row) => row.imported)));
  const named = new Set(names(rows.filter(({ customers }) => customers > 0)));
  return {
    imported: [...imported].filter((name) => !named.has(name)),
    named: [...named].filter((name) => !imported.has(name)),
  };
}
