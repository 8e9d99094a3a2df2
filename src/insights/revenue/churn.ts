import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { beginsOn, periodDate, periodsIn, spanAsked, stateOf } from '#src/customers/value/index.ts';
import type { Churn, ChurnAsk, ChurnRow, Holders } from './ask.ts';
import { balancesOf, partsOf } from './balances.ts';
import { type ChurnRule, churnRuleOf } from './counting.ts';
import { halfEven, minorOf, quotient } from './money.ts';
import { movesOf } from './moves.ts';
import { saidOfMoney } from './revenue.ts';
import { type Engines, moneyLimits, type Scope, scopeOf } from './scope.ts';
import { churnVerdict, formulaOfRow, formulasOf } from './words.ts';

/** The days that a figure of churn looks at, both included. */
export interface Window {
  readonly period: number;
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** Whoever returns after more days than these has begun anew and is no returner. */
export const mostDaysAway = 366;

/** The windows of a question, one for each period that has begun. */
export function windowsOf(scope: Scope, ask: ChurnAsk): Window[] {
  const { frame } = scope;
  const { window } = churnRuleOf(ask.preset);
  return periodsIn(spanAsked(frame, ask)).map((period) => {
    const to = Math.min(beginsOn(frame, ask.period, period + 1) - 1, frame.known.lastBegun);
    const from = window === 'rolling_30' ? to - 29 : beginsOn(frame, ask.period, period);
    return { period, from, to };
  });
}

/**
 * How many holders are lost, and how much money with them, by the formulas of a preset.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function churnOf(engines: Engines, ask: ChurnAsk): Promise<Churn> {
  const scope = await scopeOf(engines, ask);
  const windows = windowsOf(scope, ask);
  const isAsked = windows.length > 0 && scope.books.length > 0;
  const told = isAsked ? await readFor(engines, ask, { scope, windows }) : undefined;
  const rows = windows.map((window, at) => ({
    period: periodDate(scope.frame, ask.period, window.period),
    from: dateText(window.from),
    to: dateText(window.to),
    state: stateOf(scope.frame, ask.period, window.period),
    ...holdersIn(ask, told?.started(at), told?.counted.get(at)),
    money: told?.money(at, window) ?? [],
  }));
  return {
    rows,
    formulas: formulasOf(ask.preset),
    verdict: churnVerdict(ask.period, rows),
    ...saidOfMoney(scope, ask),
  };
}

interface Asked {
  readonly scope: Scope;
  readonly windows: readonly Window[];
}

/** What is read for all windows: the movements once. */
async function readFor(engines: Engines, ask: ChurnAsk, asked: Asked) {
  const { scope } = asked;
  const rows = await engines.warehouse.rows(inWindows(asked, churnRuleOf(ask.preset)), moneyLimits(engines));
  const counted = new Map(rows.filter(({ of }) => of === parts.holders).map((row) => [row.window, row]));
  const before = (at: number) => rows.filter(({ of, window }) => of === parts.before && window <= at);
  const balances =
    scope.conversion === null
      ? undefined
      : await balancesOf(engines, ask, { conversion: scope.conversion, byOffer: false });
  return {
    counted,
    started: (at: number) => ({
      customer: sumOf(before(at), ({ more_customers }) => Number(more_customers)),
      account: sumOf(before(at), ({ more_accounts }) => Number(more_accounts)),
    }),
    money: (at: number, { from, to }: Window) =>
      scope.books.map(({ currency }, book) =>
        moneyOf(scope, {
          currency,
          start:
            balances === undefined
              ? before(at).reduce((sum, row) => (row.book === book ? sum + BigInt(row.changed) : sum), 0n)
              : balances.at(null, from - 1),
          moved: rows.find((row) => row.of === parts.money && row.window === at && row.book === book),
          isRated: balances === undefined || balances.areRated(null, from, to),
        }),
      ),
  };
}

const sumOf = <One>(all: readonly One[], of: (one: One) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);

interface WindowRow {
  /** What lies before a window and after the start of the one before it, money that moved in it, or holders who did. */
  readonly of: (typeof parts)[keyof typeof parts];
  readonly window: number;
  readonly book: number;
  readonly changed: string;
  readonly more_customers: string;
  readonly more_accounts: string;
  readonly lost: string;
  readonly gained: string;
  readonly new_customers: string;
  readonly new_accounts: string;
  readonly lost_customers: string;
  readonly lost_accounts: string;
  readonly start_customers: string;
  readonly start_accounts: string;
  readonly back_customers: string;
  readonly back_accounts: string;
}

const parts = { before: 0, money: 1, holders: 2 } as const;

const daysOf = (windows: readonly Window[], of: (window: Window) => number) =>
  typed('Array(Int32)', windows.map(of));

/** Which movements a count of churn is of. */
export const lostRows: Readonly<Record<'new' | 'lost' | 'lostOfStart' | 'returned', (from: Sql) => Sql>> = {
  new: () => sql`move = 'new'`,
  lost: () => sql`move = 'churn'`,
  lostOfStart: (from) => sql`move = 'churn' and since < ${from}`,
  returned: () => sql`move = 'reactivation' and day - last_day <= ${int(mostDaysAway)}`,
};

/**
 * Every movement where it counts: before the first window that begins after it, in the money of the windows it lies in, and
 * once a day among their holders. Grain: (what, window, book); 3 × windows × books.
 */
function inWindows({ scope, windows }: Asked, { newAndLost }: ChurnRule): Sql<WindowRow> {
  const starts = daysOf(windows, ({ from }) => from);
  const from = sql`arrayElement(${starts}, window + 1)`;
  const counts = newAndLost ? sql`true` : sql`(since < ${from} or move = 'reactivation')`;
  const count = (which: keyof typeof lostRows, who: number) =>
    sql`uniqExactIf(key, of = ${int(parts.holders)} and who = ${int(who)} and ${lostRows[which](from)})`;
  const more = (who: number) => sql`
      toInt64(countIf(of = ${int(parts.before)} and who = ${int(who)} and place = 1 and before = 0 and after > 0))
        - toInt64(countIf(of = ${int(parts.before)} and who = ${int(who)} and place = 1 and before > 0 and after = 0))`;
  return sql<WindowRow>`
    select toInt32(told.1) as of, toInt32(told.2) as window, toUInt16(told.3) as book, toString(sum(amount)) as changed,
      ${more(1)} as more_customers, ${more(2)} as more_accounts,
      toString(-sumIf(amount, of = ${int(parts.money)} and move in ('churn', 'contraction') and ${counts})) as lost,
      toString(sumIf(amount, of = ${int(parts.money)} and move in ('expansion', 'reactivation') and ${counts})) as gained,
      ${count('new', 1)} as new_customers, ${count('new', 2)} as new_accounts,
      ${count('lost', 1)} as lost_customers, ${count('lost', 2)} as lost_accounts,
      ${count('lostOfStart', 1)} as start_customers, ${count('lostOfStart', 2)} as start_accounts,
      ${count('returned', 1)} as back_customers, ${count('returned', 2)} as back_accounts
    from (
      select who, key, day, amount, move, since, last_day, place, before, after,
        arrayFilter((place, low, high) -> day >= low and day <= high, range(${typed('UInt64', windows.length)}),
          ${starts}, ${daysOf(windows, ({ to }) => to)}) as inside,
        arrayJoin(arrayConcat(
          [(${int(parts.before)}, arrayCount(low -> low <= day, ${starts}), book)],
          arrayMap(window -> (${int(parts.money)}, window, book), inside),
          if(place = 1 and move in ('new', 'churn', 'reactivation'), arrayMap(window -> (${int(parts.holders)}, window, 0), inside), [])
        )) as told
      from ${movesOf(scope)}
      where day <= ${int(Math.max(...windows.map(({ to }) => to)))}
    )
    group by of, window, book`;
}

function holdersIn(
  { preset }: ChurnAsk,
  start: Holders = { customer: 0, account: 0 },
  row: WindowRow | undefined,
): Omit<ChurnRow, 'period' | 'from' | 'to' | 'state' | 'money'> {
  const both = (customers: string | undefined, accounts: string | undefined): Holders => ({
    customer: Number(customers ?? 0),
    account: Number(accounts ?? 0),
  });
  const fresh = both(row?.new_customers, row?.new_accounts);
  const lost = both(row?.lost_customers, row?.lost_accounts);
  const lostOfStart = both(row?.start_customers, row?.start_accounts);
  const returned = both(row?.back_customers, row?.back_accounts);
  const [s, f, l, o, r] = [start, fresh, lost, lostOfStart, returned].map(
    ({ customer, account }) => customer + account,
  ) as [number, number, number, number, number]; // five in, five out
  const rule = churnRuleOf(preset);
  return {
    start,
    new: fresh,
    lost,
    lostOfStart,
    returned,
    rate: shareOf(rule.newAndLost ? l : o, rule.divisor === 'start' ? s : s + f),
    startBased: shareOf(l, s),
    startAndNew: shareOf(l, s + f),
    startCohort: shareOf(o, s),
    net: shareOf((rule.newAndLost ? l : o) - r, s),
    formula: formulaOfRow(preset, { start: s, fresh: f, lost: l, lostOfStart: o }),
  };
}

const shareOf = (hits: number, total: number): Estimate<number> =>
  total === 0 ? unknown('too_few_customers') : known(hits / total);

function moneyOf(
  scope: Scope,
  {
    currency,
    start,
    moved,
    isRated,
  }: {
    readonly currency: string;
    readonly start: bigint | undefined;
    readonly moved: WindowRow | undefined;
    readonly isRated: boolean;
  },
): ChurnRow['money'][number] {
  const unit = partsOf(scope);
  const [lost, gained] = [BigInt(moved?.lost ?? 0), BigInt(moved?.gained ?? 0)];
  const told = (amount: bigint | undefined, isKnown: boolean): Estimate<number> =>
    isKnown && amount !== undefined ? minorOf(halfEven(amount, unit)) : unknown('no_rate');
  const share = (amount: bigint): Estimate<number> =>
    start === undefined || !isRated ? unknown('no_rate') : quotient(amount, start);
  return {
    currency,
    start: told(start, true),
    lost: told(lost, isRated),
    gained: told(gained, isRated),
    gross: share(lost),
    net: share(lost - gained),
  };
}
