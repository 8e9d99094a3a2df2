import { type Sql, sql, typed } from '#src/basics/sql.ts';

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
  '\u00a0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009',
  '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000', '\ufeff', '\t', '\n', '\v', '\f', '\r', '\0',
]; // biome-ignore format: a list

/** True for a name that needs no trimming, and holds no NUL. */
export const trimmed = (name: Sql): Sql =>
  sql`${name} = trimBoth(${name}) and not multiSearchAny(${name}, ${typed('Array(String)', rareBlanks)})`;
