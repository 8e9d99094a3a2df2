import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { beginsOn, periodDate, periodsIn, spanAsked, stateOf } from '#src/customers/value/index.ts';
import { type Churn, type ChurnAsk, type ChurnRow, type Holders, type Part, partName } from './ask.ts';
import { balancesOf } from './balances.ts';
import { moneyOfParts } from './churn-money.ts';
import { type ChurnRule, churnRuleOf } from './counting.ts';
import { movesOf } from './moves.ts';
import { saidOfMoney } from './revenue.ts';
import { type Engines, moneyLimits, partsIn, type Scope, scopeOf } from './scope.ts';
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
 * Where contracts are told apart, all of them together are the rows, and the parts stand beside. By a trait each holder is in
 * one part, and everything adds up. Of an offer are those who have it: at the start, when they come, and when they leave
 * altogether; who goes to another offer is not lost, and who has two is in both.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function churnOf(engines: Engines, ask: ChurnAsk): Promise<Churn> {
  const whole = ask.by === 'nothing' ? undefined : await churnOf(engines, { ...ask, by: 'nothing' });
  const scope = await scopeOf(engines, ask, ask.by);
  const windows = windowsOf(scope, ask);
  const parts = scope.books.length === 0 ? [everything] : partsIn(scope);
  const told = await readFor(engines, ask, { scope, windows, parts });
  const money = moneyOfParts(scope, windows, { ...told, parts, whole: whole?.rows });
  const all = parts.map((part, place) => ({
    ...part,
    rows: windows.map((window, at) => ({
      period: periodDate(scope.frame, ask.period, window.period),
      from: dateText(window.from),
      to: dateText(window.to),
      state: stateOf(scope.frame, ask.period, window.period),
      ...holdersIn(ask, told.started(at, place), told.counted(at, place)),
      money: money[place]?.[at] ?? [],
    })),
  }));
  const rows = whole?.rows ?? all[0]?.rows ?? [];
  return {
    rows,
    parts: whole === undefined ? [] : all.filter(saysSomething).sort(bySize),
    formulas: formulasOf(ask.preset),
    verdict: churnVerdict(ask.period, rows),
    ...saidOfMoney(scope, ask),
  };
}

const everything: Part = { offer: null, group: null };

type ToldPart = Churn['parts'][number];

const headsOf = ({ customer, account }: Holders): number => customer + account;

const saysSomething = ({ rows }: ToldPart): boolean =>
  rows.some(
    ({ start, new: fresh, lost, money }) =>
      headsOf(start) + headsOf(fresh) + headsOf(lost) > 0 ||
      money.some((one) => !one.start.known || one.start.value > 0),
  );

/** By how many were there at the last start. */
const bySize = (one: ToldPart, other: ToldPart): number => {
  const sizeOf = ({ rows }: ToldPart) => headsOf(rows.at(-1)?.start ?? { customer: 0, account: 0 });
  return sizeOf(other) - sizeOf(one);
};

interface Asked {
  readonly scope: Scope;
  readonly windows: readonly Window[];
  readonly parts: readonly Part[];
}

/** What is read for all windows: the movements once. A part is told by its place. */
async function readFor(engines: Engines, ask: ChurnAsk, asked: Asked) {
  const { scope, windows } = asked;
  const isAsked = windows.length > 0 && scope.books.length > 0;
  const rows = isAsked
    ? await engines.warehouse.rows(inWindows(asked, churnRuleOf(ask.preset)), moneyLimits(engines))
    : [];
  const balances =
    scope.conversion === null || !isAsked ? undefined : await balancesOf(engines, scope, scope.conversion);
  const partOf = placesOf(asked);
  const before = (at: number) => rows.filter(({ of, window }) => of === rowsOf.before && window <= at);
  const sum = (at: number, part: number, of: (row: WindowRow) => string) =>
    before(at).reduce((total, row) => (partOf[row.book] === part ? total + Number(of(row)) : total), 0);
  return {
    balances,
    /** The row of holders: its book is their part. */
    counted: (at: number, part: number) =>
      rows.find((row) => row.of === rowsOf.holders && row.window === at && row.book === part),
    started: (at: number, part: number): Holders => ({
      customer: sum(at, part, ({ more_customers }) => more_customers),
      account: sum(at, part, ({ more_accounts }) => more_accounts),
    }),
    amounts: (at: number, book: number) => {
      const moved = rows.find((row) => row.of === rowsOf.money && row.window === at && row.book === book);
      return {
        start: before(at).reduce((all, row) => (row.book === book ? all + BigInt(row.changed) : all), 0n),
        lost: BigInt(moved?.lost ?? 0),
        gained: BigInt(moved?.gained ?? 0),
      };
    },
  };
}

/** The place of each book's part. */
const placesOf = ({ scope, parts }: Pick<Asked, 'scope' | 'parts'>): number[] => {
  const names = parts.map(partName);
  return scope.books.map((book) => names.indexOf(partName(book)));
};

interface WindowRow {
  /** What lies before a window and after the start of the one before it, money that moved in it, or holders who did. */
  readonly of: (typeof rowsOf)[keyof typeof rowsOf];
  readonly window: number;
  /** Of holders the place of their part. */
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

const rowsOf = { before: 0, money: 1, holders: 2 } as const;

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
 * among their holders. Grain: (what, window, book or part); 3 × windows × books.
 */
function inWindows({ scope, windows, parts }: Asked, { newAndLost }: ChurnRule): Sql<WindowRow> {
  const starts = daysOf(windows, ({ from }) => from);
  const from = sql`arrayElement(${starts}, window + 1)`;
  const counts = newAndLost ? sql`true` : sql`(since < ${from} or move = 'reactivation')`;
  const count = (which: keyof typeof lostRows, who: number) =>
    sql`uniqExactIf(key, of = ${int(rowsOf.holders)} and who = ${int(who)} and ${lostRows[which](from)})`;
  const more = (who: number) => sql`
      toInt64(countIf(of = ${int(rowsOf.before)} and who = ${int(who)} and held = 0 and held + live > 0))
        - toInt64(countIf(of = ${int(rowsOf.before)} and who = ${int(who)} and held > 0 and held + live = 0))`;
  const part = sql`arrayElement(${typed('Array(UInt16)', placesOf({ scope, parts }))}, book + 1)`;
  return sql<WindowRow>`
    select toInt32(told.1) as of, toInt32(told.2) as window, toUInt16(told.3) as book, toString(sum(amount)) as changed,
      ${more(1)} as more_customers, ${more(2)} as more_accounts,
      toString(-sumIf(amount, of = ${int(rowsOf.money)} and move in ('churn', 'contraction') and ${counts})) as lost,
      toString(sumIf(amount, of = ${int(rowsOf.money)} and move in ('expansion', 'reactivation') and ${counts})) as gained,
      ${count('new', 1)} as new_customers, ${count('new', 2)} as new_accounts,
      ${count('lost', 1)} as lost_customers, ${count('lost', 2)} as lost_accounts,
      ${count('lostOfStart', 1)} as start_customers, ${count('lostOfStart', 2)} as start_accounts,
      ${count('returned', 1)} as back_customers, ${count('returned', 2)} as back_accounts
    from (
      select who, key, day, amount, live, held, move, since, last_day,
        arrayFilter((place, low, high) -> day >= low and day <= high, range(${typed('UInt64', windows.length)}),
          ${starts}, ${daysOf(windows, ({ to }) => to)}) as inside,
        arrayJoin(arrayConcat(
          [(${int(rowsOf.before)}, arrayCount(low -> low <= day, ${starts}), book)],
          arrayMap(window -> (${int(rowsOf.money)}, window, book), inside),
          if(move in ('new', 'churn', 'reactivation'), arrayMap(window -> (${int(rowsOf.holders)}, window, ${part}), inside), [])
        )) as told
      from ${movesOf(scope, 'part')}
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
