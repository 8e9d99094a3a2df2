import type { RetentionAskInput } from '#src/insights/retention/index.ts';
import {
  addressOf,
  isDate,
  isFilters,
  isInstant,
  isLike,
  isListOf,
  isName,
  isOneOf,
  isPeriod,
  isTrue,
  isWhere,
  isWhole,
} from '../../ui/address.ts';
import type { PeriodName } from '../../ui/dates.ts';
import { isWhichValue, type WhichValue } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';

type Ask = RetentionAskInput;
type Where = NonNullable<Ask['start']['where']>;
type People = NonNullable<Ask['people']>;

/** What the address bar of the retention page holds: the whole question, short where it is as usual. */
export interface RetentionSearch {
  /** Start event; absent: any event. */
  start?: string;
  startWhere?: Where;
  /** Return event; absent: any event. */
  back?: string;
  backWhere?: Where;
  /** Coming back is receiving value, as this definition says. */
  backValue?: WhichValue;
  entry?: 'every_period' | 'first_match' | 'first_ever';
  later?: true;
  rows?: PeriodName;
  step?: PeriodName;
  rolling?: true;
  steps?: number;
  /** `1-3,4-7` */
  brackets?: string;
  from?: string;
  to?: string;
  times?: number;
  /** `minutes:15`: the property must reach 15 within the period. */
  quantity?: string;
  /** `sum:revenue` */
  measure?: string;
  /** `trait:plan` or `start_property:channel` */
  by?: string;
  people?: People;
  account?: true;
  plain?: true;
  marked?: true;
  asOf?: string;
  /** Which series is looked at: `all`, `missing`, `others`, `value:…`. */
  series?: string;
  /** An open cell: `2025-01-06/4/returned`; `all` in the place of the row for the summary. */
  cell?: string;
  /** Rows or values compared: `cohort:2025-01-06`, `value:pro`, `list:lst_…`. */
  compare?: string[];
  /** The interval the comparison speaks of. */
  at?: number;
  /** The interval followed from cohort to cohort. */
  trend?: number;
  /** A saved question this one came from. */
  saved?: string;
}

const isCell = (value: unknown): value is string =>
  isLike(/^[^/]+\/\d{1,4}\/\w+$/)(value) && readCell(value) !== undefined;
const amount = /^.+:\d+(\.\d+)?$/;

/** Reads an address; what cannot be understood is left out rather than guessed. */
export const readRetentionSearch = addressOf<RetentionSearch>({
  start: isName,
  startWhere: isWhere,
  back: isName,
  backWhere: isWhere,
  backValue: isWhichValue,
  entry: isOneOf('every_period', 'first_match', 'first_ever'),
  later: isTrue,
  rows: isPeriod,
  step: isPeriod,
  rolling: isTrue,
  steps: isWhole(1),
  brackets: isLike(/^\d{1,4}-\d{1,4}(,\d{1,4}-\d{1,4})*$/),
  from: isDate,
  to: isDate,
  times: isWhole(1),
  quantity: isLike(amount),
  measure: isLike(/^(sum|mean|per_customer):.+$/),
  by: isLike(/^(trait|start_property):.+$/),
  people: isFilters,
  account: isTrue,
  plain: isTrue,
  marked: isTrue,
  asOf: isInstant,
  series: isName,
  cell: isCell,
  compare: isListOf(isName),
  at: isWhole(0),
  trend: isWhole(0),
  saved: isName,
});

/** The question as it is asked of the server; undefined until the address holds its dates. */
export function askOf(search: RetentionSearch): Ask | undefined {
  const { from, to } = search;
  if (from === undefined || to === undefined) return undefined;
  return {
    start: { event: search.start ?? null, where: search.startWhere ?? [] },
    return: returnOf(search),
    entry: search.entry ?? 'first_match',
    returns: search.later ? 'on_or_after' : 'on',
    rows: search.rows ?? 'week',
    interval: search.step ?? search.rows ?? 'week',
    window: search.rolling ? 'rolling' : 'calendar',
    intervals: search.steps ?? 12,
    brackets: bracketsOf(search.brackets),
    from,
    to,
    atLeast: atLeastOf(search),
    measure: measureOf(search.measure),
    people: search.people ?? [],
    breakdown: breakdownOf(search.by),
    summary: search.plain ? 'plain' : 'weighted',
    includeMarked: search.marked ?? false,
    ...(search.account ? { unit: 'account' as const } : {}),
    ...(search.asOf === undefined ? {} : { asOf: search.asOf }),
  };
}

/** What counts as coming back. */
export const returnOf = ({ back, backWhere, backValue }: RetentionSearch): Ask['return'] =>
  backValue === undefined ? { event: back ?? null, where: backWhere ?? [] } : { value: backValue };

const bracketsOf = (list: string | undefined) =>
  (list ?? '')
    .split(',')
    .filter(Boolean)
    .map((bracket) => {
      const [from = '1', to = from] = bracket.split('-');
      return { from: Number(from), to: Number(to) };
    });

function atLeastOf({ times, quantity }: RetentionSearch): NonNullable<Ask['atLeast']> {
  const [property, amount] = cut(quantity);
  if (property !== '') return { kind: 'quantity', property, quantity: Number(amount) };
  return { kind: 'times', times: times ?? 1 };
}

function measureOf(measure: string | undefined): NonNullable<Ask['measure']> {
  const [kind = '', ...rest] = (measure ?? '').split(':');
  const property = rest.join(':');
  return kind === 'sum' || kind === 'mean' || kind === 'per_customer'
    ? { kind, property }
    : { kind: 'share' };
}

function breakdownOf(by: string | undefined): NonNullable<Ask['breakdown']> | null {
  if (by === undefined) return null;
  const at = by.indexOf(':');
  return { by: by.slice(0, at) === 'trait' ? 'trait' : 'start_property', name: by.slice(at + 1) };
}

/** The text before the last colon, and what stands after it. */
const cut = (pair: string | undefined): [string, string] => {
  const at = pair?.lastIndexOf(':') ?? -1;
  return pair === undefined || at < 0 ? ['', ''] : [pair.slice(0, at), pair.slice(at + 1)];
};

/** A cell that is open, as the address writes it. */
export interface OpenCell {
  readonly cohort: string | null;
  readonly interval: number;
  readonly which: 'size' | 'eligible' | 'returned' | 'not_returned' | 'so_far' | 'begun';
}

const whichPeople: readonly string[] = ['size', 'eligible', 'returned', 'not_returned', 'so_far', 'begun'];

export function readCell(cell: string | undefined): OpenCell | undefined {
  const [row = '', interval = '', which = ''] = (cell ?? '').split('/');
  if (!whichPeople.includes(which) || (row !== 'all' && !isDate(row))) return undefined;
  return {
    cohort: row === 'all' ? null : row,
    interval: Number(interval),
    which: which as OpenCell['which'],
  };
}

export const writeCell = ({ cohort, interval, which }: OpenCell): string =>
  `${cohort ?? 'all'}/${interval}/${which}`;

/** A question's address from a question as the server keeps it. */
export function searchOf(ask: Ask): RetentionSearch {
  const rows = ask.rows ?? 'week';
  const step = ask.interval ?? 'week';
  const measure = ask.measure ?? { kind: 'share' };
  const atLeast = ask.atLeast ?? { kind: 'times', times: 1 };
  return pruned({
    start: ask.start.event ?? undefined,
    startWhere: ask.start.where?.length ? ask.start.where : undefined,
    ...backOf(ask.return),
    entry: ask.entry === 'first_match' ? undefined : ask.entry,
    later: ask.returns === 'on_or_after' || undefined,
    rows,
    step: step === rows ? undefined : step,
    rolling: ask.window === 'rolling' || undefined,
    steps: ask.intervals,
    brackets: ask.brackets?.map(({ from, to }) => `${from}-${to}`).join(',') || undefined,
    from: ask.from,
    to: ask.to,
    times: atLeast.kind === 'times' && atLeast.times > 1 ? atLeast.times : undefined,
    quantity: atLeast.kind === 'quantity' ? `${atLeast.property}:${atLeast.quantity}` : undefined,
    measure: measure.kind === 'share' ? undefined : `${measure.kind}:${measure.property}`,
    by: ask.breakdown ? `${ask.breakdown.by}:${ask.breakdown.name}` : undefined,
    people: ask.people?.length ? ask.people : undefined,
    account: ask.unit === 'account' || undefined,
    plain: ask.summary === 'plain' || undefined,
    marked: ask.includeMarked || undefined,
    asOf: ask.asOf,
  });
}

function backOf(deed: Ask['return']): Pick<Loose, 'back' | 'backWhere' | 'backValue'> {
  if ('value' in deed) return { backValue: deed.value };
  return { back: deed.event ?? undefined, backWhere: deed.where?.length ? deed.where : undefined };
}

/** Where a kept question is shown. It is kept as it was asked of retention.grid, which checked it. */
export const retentionLink = keptAt('/w/$slug/retention', (kept) => searchOf(kept as Ask));

type Loose = { [Key in keyof RetentionSearch]?: RetentionSearch[Key] | undefined };

/** Without the keys that say nothing, so that an address stays short. */
export const pruned = (search: Loose): RetentionSearch =>
  // Only undefined values are taken out, which is what optional keys mean.
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as RetentionSearch;
