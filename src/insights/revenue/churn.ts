import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { beginsOn, periodDate, periodsIn, spanAsked, stateOf } from '#src/customers/value/index.ts';
import type { Churn, ChurnAsk, ChurnRow, Holders } from './ask.ts';
import { balancesOf, byDay, type DayRow, partsOf } from './balances.ts';
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
    ...holdersIn(ask, told?.started(window.from), told?.counted.get(at)),
    money: told?.money(at) ?? [],
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

/** What is read for all windows. */
async function readFor(engines: Engines, ask: ChurnAsk, asked: Asked) {
  const { scope, windows } = asked;
  const limits = moneyLimits(engines);
  const days = await engines.warehouse.rows(byDay(scope), limits);
  const counted = await engines.warehouse.rows(countsIn(asked), limits);
  const moved = await engines.warehouse.rows(moneyIn(asked, churnRuleOf(ask.preset)), limits);
  const startOf = await startsOf(engines, ask, { scope, days });
  return {
    started: (from: DayNumber) => startedBefore(days, from),
    counted: new Map(counted.map((row) => [row.window, row])),
    money: (at: number) =>
      scope.books.map(({ currency }, book) =>
        moneyOf(scope, {
          currency,
          start: startOf(book, windows[at]?.from ?? 0),
          moved: moved.find((row) => row.window === at && row.book === book),
          isRated: startOf.areRated(windows[at] ?? { from: 0, to: 0 }),
        }),
      ),
  };
}

const startedBefore = (days: readonly DayRow[], from: DayNumber): Holders => {
  const before = days.filter(({ day }) => day < from);
  const sum = (of: (row: DayRow) => string) => before.reduce((total, row) => total + Number(of(row)), 0);
  return { customer: sum(({ customers }) => customers), account: sum(({ accounts }) => accounts) };
};

/** What each book holds when a window begins, in parts; undefined where a rate is missing. */
async function startsOf(
  engines: Engines,
  ask: ChurnAsk,
  { scope, days }: { readonly scope: Scope; readonly days: readonly DayRow[] },
) {
  const { conversion } = scope;
  const balances =
    conversion === null ? undefined : await balancesOf(engines, ask, { conversion, byOffer: false });
  const startOf = (book: number, from: DayNumber): bigint | undefined =>
    balances === undefined
      ? days.reduce((sum, row) => (row.book === book && row.day < from ? sum + BigInt(row.amount) : sum), 0n)
      : balances.at(null, from - 1);
  const areRated = ({ from, to }: Pick<Window, 'from' | 'to'>): boolean =>
    balances === undefined || balances.areRated(null, from, to);
  return Object.assign(startOf, { areRated });
}

interface CountRow {
  readonly window: number;
  readonly new_customers: string;
  readonly new_accounts: string;
  readonly lost_customers: string;
  readonly lost_accounts: string;
  readonly start_customers: string;
  readonly start_accounts: string;
  readonly back_customers: string;
  readonly back_accounts: string;
}

/** Windows that a row's day lies in, by their places. */
const windowsOfDay = (windows: readonly Window[]): Sql => {
  const days = (of: (window: Window) => number) => typed('Array(Int32)', windows.map(of));
  return sql`arrayJoin(arrayFilter((place, low, high) -> day >= low and day <= high,
    range(${typed('UInt64', windows.length)}), ${days(({ from }) => from)}, ${days(({ to }) => to)}))`;
};

const inSpan = (windows: readonly Window[]): Sql =>
  sql`day between ${int(Math.min(...windows.map(({ from }) => from)))} and ${int(Math.max(...windows.map(({ to }) => to)))}`;

const firstDay = (windows: readonly Window[], place: Sql): Sql =>
  sql`arrayElement(${typed(
    'Array(Int32)',
    windows.map(({ from }) => from),
  )}, ${place} + 1)`;

/** Which movements a count of churn is of. */
export const lostRows: Readonly<Record<'new' | 'lost' | 'lostOfStart' | 'returned', (from: Sql) => Sql>> = {
  new: () => sql`move = 'new'`,
  lost: () => sql`move = 'churn'`,
  lostOfStart: (from) => sql`move = 'churn' and since < ${from}`,
  returned: () => sql`move = 'reactivation' and day - last_day <= ${int(mostDaysAway)}`,
};

/** Grain: a window in which somebody came or left. */
function countsIn({ scope, windows }: Asked): Sql<CountRow> {
  const from = firstDay(windows, sql`window`);
  const count = (which: keyof typeof lostRows, who: number) =>
    sql`uniqExactIf(key, who = ${int(who)} and ${lostRows[which](from)})`;
  return sql<CountRow>`
    select toInt32(window) as window,
      ${count('new', 1)} as new_customers, ${count('new', 2)} as new_accounts,
      ${count('lost', 1)} as lost_customers, ${count('lost', 2)} as lost_accounts,
      ${count('lostOfStart', 1)} as start_customers, ${count('lostOfStart', 2)} as start_accounts,
      ${count('returned', 1)} as back_customers, ${count('returned', 2)} as back_accounts
    from (
      select who, key, day, move, since, last_day, ${windowsOfDay(windows)} as window
      from ${movesOf(scope)}
      where move in ('new', 'churn', 'reactivation')
        and ${inSpan(windows)}
    )
    group by window`;
}

interface MoneyRow {
  readonly window: number;
  readonly book: number;
  readonly lost: string;
  readonly gained: string;
}

/** Grain: (window, book). */
function moneyIn({ scope, windows }: Asked, { newAndLost }: ChurnRule): Sql<MoneyRow> {
  const counts = newAndLost
    ? sql`true`
    : sql`(since < ${firstDay(windows, sql`window`)} or move = 'reactivation')`;
  return sql<MoneyRow>`
    select toInt32(window) as window, toUInt16(book) as book,
      toString(-sumIf(amount, move in ('churn', 'contraction') and ${counts})) as lost,
      toString(sumIf(amount, move in ('expansion', 'reactivation') and ${counts})) as gained
    from (
      select day, book, move, amount, since, ${windowsOfDay(windows)} as window
      from ${movesOf(scope)}
      where move in ('churn', 'contraction', 'expansion', 'reactivation')
        and ${inSpan(windows)}
    )
    group by window, book`;
}

function holdersIn(
  { preset }: ChurnAsk,
  start: Holders = { customer: 0, account: 0 },
  row: CountRow | undefined,
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
    readonly moved: MoneyRow | undefined;
    readonly isRated: boolean;
  },
): ChurnRow['money'][number] {
  const parts = partsOf(scope);
  const [lost, gained] = [BigInt(moved?.lost ?? 0), BigInt(moved?.gained ?? 0)];
  const told = (amount: bigint | undefined, isKnown: boolean): Estimate<number> =>
    isKnown && amount !== undefined ? minorOf(halfEven(amount, parts)) : unknown('no_rate');
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
