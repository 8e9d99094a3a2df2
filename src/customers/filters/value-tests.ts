import { DomainError } from '#src/basics/errors.ts';
import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Comparator, ValueTest } from './ask.ts';

/** A test without its "not": what a value must be, and whether passing keeps or drops. */
export interface PlainTest {
  readonly how: 'is' | 'contains' | 'greater' | 'at_least' | 'less' | 'at_most' | 'set';
  readonly values: ValueTest['values'];
  readonly negated: boolean;
}

/**
 * A test with its "not" taken apart.
 *
 * @throws DomainError `filters.wrong_values` when there are too few or too many values for it, `filters.not_comparable` for
 * a value that nothing is greater or less than
 */
export function plainTest({ how, values }: ValueTest, field = 'values'): PlainTest {
  const [least, most] = valueCounts[how];
  if (values.length < least || values.length > most) {
    const expected = least === most ? `${least} for ${how}` : `${least} or more for ${how}`;
    throw new DomainError('filters.wrong_values', {
      field,
      expected: `${expected} values`,
      got: values.length,
    });
  }
  const [limit] = values;
  if (limit !== undefined && comparisons.has(how) && !isNumber(limit) && !isDateLike(limit)) {
    throw new DomainError('filters.not_comparable', {
      field,
      expected: `a number, or a date written year first such as 2025-03-30, for ${how}`,
      got: limit,
    });
  }
  return { ...withoutNot[how], values };
}

const comparisons: ReadonlySet<Comparator> = new Set(['greater', 'at_least', 'less', 'at_most']);

/** True where a test holds a value against a number: what is no number never passes it. */
export const comparesNumbers = ({ how, values: [limit] }: ValueTest): boolean =>
  comparisons.has(how) && limit !== undefined && isNumber(limit);

const isNumber = (limit: ValueTest['values'][number]): boolean =>
  typeof limit !== 'boolean' && String(limit).trim() !== '' && Number.isFinite(Number(limit));

const isDateLike = (limit: ValueTest['values'][number]): boolean => /^\d{4}[-/]\d{2}/.test(String(limit));

const many = Number.POSITIVE_INFINITY;
const valueCounts: Readonly<Record<Comparator, readonly [number, number]>> = {
  is: [1, many],
  is_not: [1, many],
  contains: [1, many],
  contains_not: [1, many],
  greater: [1, 1],
  at_least: [1, 1],
  less: [1, 1],
  at_most: [1, 1],
  set: [0, 0],
  not_set: [0, 0],
};

const withoutNot: Readonly<Record<Comparator, Omit<PlainTest, 'values'>>> = {
  is: { how: 'is', negated: false },
  is_not: { how: 'is', negated: true },
  contains: { how: 'contains', negated: false },
  contains_not: { how: 'contains', negated: true },
  greater: { how: 'greater', negated: false },
  at_least: { how: 'at_least', negated: false },
  less: { how: 'less', negated: false },
  at_most: { how: 'at_most', negated: false },
  set: { how: 'set', negated: false },
  not_set: { how: 'set', negated: true },
};

/**
 * Whether a value passes, its "not" left aside: never null, false where there is no value.
 *
 * @param value an expression of type Nullable(String)
 */
export function passes(value: Sql, { how, values }: PlainTest): Sql {
  const texts = typed('Array(String)', values.map(String));
  if (how === 'set') return sql`isNotNull(${value})`;
  if (how === 'is') return sql`has(${texts}, ifNull(${value}, '')) and isNotNull(${value})`;
  if (how === 'contains') {
    return sql`arrayExists(part -> positionCaseInsensitiveUTF8(ifNull(${value}, ''), part) > 0, ${texts}) and isNotNull(${value})`;
  }
  return sql`ifNull(${compared(value, how, values[0])}, false)`;
}

function compared(value: Sql, how: keyof typeof signs, limit: ValueTest['values'][number] | undefined): Sql {
  if (limit !== undefined && isNumber(limit)) {
    return signs[how](sql`toFloat64OrNull(${value})`, sql`${typed('Float64', Number(limit))}`);
  }
  return signs[how](value, sql`${typed('String', String(limit))}`);
}

const signs = {
  greater: (a: Sql, b: Sql) => sql`${a} > ${b}`,
  at_least: (a: Sql, b: Sql) => sql`${a} >= ${b}`,
  less: (a: Sql, b: Sql) => sql`${a} < ${b}`,
  at_most: (a: Sql, b: Sql) => sql`${a} <= ${b}`,
};

/** Conditions that all hold; true where there are none. */
export const allOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? sql`true`
    : join(
        conditions.map((one) => sql`(${one})`),
        ' and ',
      );
