import type { TallyRow } from './gained.ts';
import { millionths } from './money.ts';
import { type Dimension, type Plan, rowsBy } from './plan.ts';
import type { Spent } from './store.ts';

/** Customers that are alike, added up. */
export interface Gained {
  readonly customers: number;
  readonly judged: number;
  readonly stayed: number;
  readonly paying: number;
  /** Millionths of a whole unit of money: what the warehouse adds up is exact to six decimals. */
  readonly paid: bigint;
  /** Sum of the squares of what each has paid, in whole units. */
  readonly squares: number;
  readonly currencies: readonly string[];
  readonly mismatchJudged: number;
  readonly mismatched: number;
}

/** What was imported of campaigns that are alike, added up; null: not told by any of them. */
export type Told = Omit<Spent, 'campaign' | 'channel'>;

/** A row's place in every dimension: 1 … n a name, 0 others, −1 without; `all` where rows are not told apart by it. */
export type Keys = Readonly<Record<Dimension, number | 'all'>>;

/** Everything counted of one row. */
export interface Tally {
  readonly keys: Keys;
  readonly gained: Gained;
  readonly told: Told | null;
}

const nobody: Gained = {
  customers: 0,
  judged: 0,
  stayed: 0,
  paying: 0,
  paid: 0n,
  squares: 0,
  currencies: [],
  mismatchJudged: 0,
  mismatched: 0,
};

/** One tally per row of the table. */
export const talliesBy = (plan: Plan, rows: readonly TallyRow[]): Tally[] =>
  added(plan, rows, rowsBy(plan.ask));

/** One tally per value of a dimension, or of none: the whole. */
export function added(plan: Plan, rows: readonly TallyRow[], dimensions: readonly Dimension[]): Tally[] {
  const found = new Map<string, Tally>();
  const at = (keys: Keys): [string, Tally] => {
    const name = `${keys.campaign}/${keys.channel}`;
    return [name, found.get(name) ?? { keys, gained: nobody, told: null }];
  };
  const placed = (campaign: number, channel: number): Keys => ({
    campaign: dimensions.includes('campaign') ? campaign : 'all',
    channel: dimensions.includes('channel') ? channel : 'all',
  });
  for (const row of rows) {
    const [name, tally] = at(placed(Number(row.campaign), Number(row.channel)));
    found.set(name, { ...tally, gained: both(tally.gained, gainedIn(row)) });
  }
  for (const one of plan.spent) {
    const [name, tally] = at(
      placed(keyOf(plan, 'campaign', one.campaign), keyOf(plan, 'channel', one.channel)),
    );
    found.set(name, { ...tally, told: tally.told === null ? one : toldBoth(tally.told, one) });
  }
  return [...found.values()];
}

/** The sum of all tallies. */
export const whole = (plan: Plan, rows: readonly TallyRow[]): Tally =>
  added(plan, rows, [])[0] ?? { keys: { campaign: 'all', channel: 'all' }, gained: nobody, told: null };

const keyOf = ({ names }: Plan, dimension: Dimension, name: string): number =>
  name === '' ? -1 : names[dimension].indexOf(name) + 1;

const gainedIn = (row: TallyRow): Gained => ({
  customers: Number(row.customers),
  judged: Number(row.judged),
  stayed: Number(row.stayed),
  paying: Number(row.paying),
  paid: millionths(row.amount),
  squares: Number(row.squares),
  currencies: row.currencies,
  mismatchJudged: Number(row.mismatch_judged),
  mismatched: Number(row.mismatched),
});

const both = (a: Gained, b: Gained): Gained => ({
  customers: a.customers + b.customers,
  judged: a.judged + b.judged,
  stayed: a.stayed + b.stayed,
  paying: a.paying + b.paying,
  paid: a.paid + b.paid,
  squares: a.squares + b.squares,
  currencies: [...new Set([...a.currencies, ...b.currencies])],
  mismatchJudged: a.mismatchJudged + b.mismatchJudged,
  mismatched: a.mismatched + b.mismatched,
});

const sum = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);

const toldBoth = (a: Told, b: Told): Told => ({
  cost: sum(a.cost, b.cost),
  impressions: sum(a.impressions, b.impressions),
  clicks: sum(a.clicks, b.clicks),
  sends: sum(a.sends, b.sends),
  replies: sum(a.replies, b.replies),
  shown: a.shown + b.shown,
  clicked: a.clicked + b.clicked,
  sent: a.sent + b.sent,
  answered: a.answered + b.answered,
  currencies: [...new Set([...a.currencies, ...b.currencies])],
});
