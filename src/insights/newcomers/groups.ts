import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dateText, dayNumber, firstDayOf, periodIn, periodOf } from '#src/customers/calendar/index.ts';
import { type Engines, type Frame, int, limits, requireFewPeriods } from '#src/customers/frame/index.ts';
import { requireTraitApart } from '#src/customers/traits/index.ts';
import type { TellApart } from './ask.ts';
import { type Newcomers, startsOf } from './starts.ts';

/** What a group is: everybody, a period, a value, other values, or no value. */
export type GroupKind = 'all' | 'period' | 'value' | 'others' | 'missing';

/** A group of newcomers; `value` is the value, or the first day of the period. */
export interface Group {
  readonly kind: GroupKind;
  readonly value: string | null;
}

/** How an answer's group is named again, to ask for its people. */
export const GroupRef = z
  .object({
    kind: z.enum(['all', 'period', 'value', 'others', 'missing']).default('all'),
    value: z
      .string()
      .max(1000)
      .nullable()
      .default(null)
      .describe('The value, or the first day of the period'),
  })
  .describe('A group of the answer; all of them unless told');

/** By what people are told apart, once the values that stand alone are known. */
export interface Grouping {
  readonly apart: TellApart;
  readonly values: readonly string[];
}

/**
 * Finds the values that stand alone: those with the most newcomers, ties in the order of the alphabet.
 *
 * @throws DomainError `insights.too_many_periods`, `traits.unknown`
 */
export async function groupingOf(
  engines: Engines,
  frame: Frame,
  newcomers: Newcomers,
  apart: TellApart,
): Promise<Grouping> {
  if (apart.by === 'nothing') return { apart, values: [] };
  if (apart.by === 'period') {
    requireFewPeriods(keysOf(frame, newcomers, { apart, values: [] }).length, 'apart.period');
    return { apart, values: [] };
  }
  const ranked = sql<{ value: string }>`
      select value
      from ${startsOf(frame, newcomers, { apart })}
      where value != ''
      group by value
      order by count() desc, value
      limit ${typed('UInt64', apart.top)}`;
  const [rows] = await Promise.all([
    engines.warehouse.rows(ranked, limits(engines)),
    requireTraitApart(engines, apart, { field: 'apart.name', unit: frame.unit }),
  ]);
  return { apart, values: rows.map(({ value }) => value) };
}

/**
 * The key of a row's group, as an Int32 over columns `began` and `value`: the period's number; or 1 … n the value's place,
 * 0 others, −1 without.
 */
export function keyOf(frame: Frame, { apart, values }: Grouping): Sql {
  if (apart.by === 'nothing') return sql`toInt32(0)`;
  if (apart.by === 'period') return periodIn(sql`began`, apart.period, frame.weekStart);
  return sql`if(value = '', toInt32(-1), toInt32(indexOf(${typed('Array(String)', values)}, value)))`;
}

/** Every key an answer has a group for, in order: all periods of the range; values by rank, others, without. */
export function keysOf(frame: Frame, { from, to }: Newcomers, { apart, values }: Grouping): number[] {
  if (apart.by === 'nothing') return [0];
  if (apart.by !== 'period') return [...values.map((_, i) => i + 1), 0, -1];
  const at = (day: number) => periodOf(day, apart.period, frame.weekStart);
  return from > to ? [] : Array.from({ length: at(to) - at(from) + 1 }, (_, i) => at(from) + i);
}

/** The group that a key stands for. */
export function groupIn(frame: Frame, { apart, values }: Grouping, key: number): Group {
  if (apart.by === 'nothing') return { kind: 'all', value: null };
  if (apart.by === 'period') {
    return { kind: 'period', value: dateText(firstDayOf(key, apart.period, frame.weekStart)) };
  }
  if (key > 0) return { kind: 'value', value: values[key - 1] ?? '' };
  return { kind: key === 0 ? 'others' : 'missing', value: null };
}

/** Groups of an answer; those of other values and of none only where somebody is in them. */
export const groupsIn = <Counted>(
  frame: Frame,
  newcomers: Newcomers,
  grouping: Grouping,
  counted: ReadonlyMap<number, Counted>,
): { readonly key: number; readonly group: Group; readonly counted: Counted | undefined }[] =>
  keysOf(frame, newcomers, grouping)
    .filter(
      (key) =>
        key > 0 || grouping.apart.by === 'nothing' || grouping.apart.by === 'period' || counted.has(key),
    )
    .map((key) => ({ key, group: groupIn(frame, grouping, key), counted: counted.get(key) }));

/**
 * Whether a row is in a group: a condition over columns `began` and `value`.
 *
 * @throws DomainError `insights.no_such_group`, `insights.no_such_date`
 */
export function matchKey(frame: Frame, grouping: Grouping, ref: z.output<typeof GroupRef>): Sql {
  const key = keyNamed(frame, grouping, ref);
  return key === undefined ? sql`true` : sql`${keyOf(frame, grouping)} = ${int(key)}`;
}

function keyNamed(
  frame: Frame,
  { apart, values }: Grouping,
  { kind, value }: z.output<typeof GroupRef>,
): number | undefined {
  if (kind === 'all') return undefined;
  const byValue = apart.by === 'trait' || apart.by === 'start_property';
  if (byValue && kind === 'others') return 0;
  if (byValue && kind === 'missing') return -1;
  if (byValue && kind === 'value' && values.includes(value ?? '')) return values.indexOf(value ?? '') + 1;
  if (apart.by === 'period' && kind === 'period') {
    return periodOf(dayNumber(value ?? '', 'group.value'), apart.period, frame.weekStart);
  }
  throw new DomainError('insights.no_such_group', {
    kind: 'not_found',
    field: 'group',
    expected: 'a group of the answer',
    got: value ?? kind,
  });
}
