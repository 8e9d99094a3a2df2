import { type Sql, sql, typed } from '#src/basics/sql.ts';

/**
 * The engine works out the dear parts of `if`, `and`, `or` only for the rows that need them, and calls JSON with a
 * path twice no JSON: which of the two holds is for the ordinary path to say.
 */
export const carefully = {
  short_circuit_function_evaluation: 'force_enable',
  type_json_skip_duplicated_paths: 0,
} as const;

/**
 * True where the time is `YYYY-MM-DDThh:mm:ss[.mmm]Z` and a real one: written again it reads the same.
 *
 * @param at what the engine read, a DateTime64(3, 'UTC')
 */
export const isPlainTime = (text: Sql, at: Sql): Sql => sql`
      replaceOne(${text}, 'Z', if(length(${text}) = 20, '.000Z', 'Z')) = concat(replaceOne(toString(${at}), ' ', 'T'), 'Z')
      and toYear(${at}) between 1901 and 2298`;

// Blanks that the ordinary path trims and the engine does not, wherever they stand.
const rareBlanks = [
  '\u00a0',
  '\u1680',
  '\u2000',
  '\u2001',
  '\u2002',
  '\u2003',
  '\u2004',
  '\u2005',
  '\u2006',
  '\u2007',
  '\u2008',
  '\u2009',
  '\u200a',
  '\u2028',
  '\u2029',
  '\u202f',
  '\u205f',
  '\u3000',
  '\ufeff',
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  '\0',
];

/** True for a name that needs no trimming, and holds no NUL. */
export const trimmed = (name: Sql): Sql =>
  sql`(toLowCardinality(${name}) as short) = trimBoth(short) and not multiSearchAny(short, ${typed('Array(String)', rareBlanks)})`;
