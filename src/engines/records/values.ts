import pg from 'pg';

type Parser = (text: string) => unknown;

const oid = {
  int8: 20,
  date: 1082,
  timestamptz: 1184,
  numeric: 1700,
  texts: 1009,
  int8s: 1016,
  dates: 1182,
  timestamptzs: 1185,
  numerics: 1231,
} as const;

/** Sessions run in UTC with ISO dates: `2026-01-15 12:00:00.123456+00`. */
const timestampForm = /^(\d{4})-(\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

const asText: Parser = (text) => text;

/**
 * A count or a number of ours.
 *
 * @throws Error beyond 2^53, where a number would silently lose digits
 */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`int8 ${text} does not fit a number: select it ::text`);
  return number;
}

/**
 * An instant as ISO text in UTC, with PostgreSQL's microseconds where it has them: a Date would drop them, and
 * paging by "after this row" would then repeat or skip.
 */
function instant(text: string): string {
  const parts = timestampForm.exec(text);
  if (parts === null) throw new Error(`time stamp "${text}" is outside the years 0001 to 9999`);
  const [, year, day, time, digits = ''] = parts;
  return `${year}-${day}T${time}.${digits.padEnd(3, '0')}Z`;
}

/** Reads a list as a list of texts, in however many dimensions, then each text. */
const listOf =
  (parser: Parser): Parser =>
  (text) =>
    eachIn(textsIn(text), parser);

type TypeId = Parameters<pg.CustomTypesConfig['getTypeParser']>[0];

/** The driver's own reader of text[]: `as`, because its list of known types lacks those of lists. */
const textsIn: Parser = pg.types.getTypeParser(oid.texts as TypeId, 'text');

const eachIn = (entry: unknown, parser: Parser): unknown => {
  if (Array.isArray(entry)) return entry.map((inner) => eachIn(inner, parser));
  return typeof entry === 'string' ? parser(entry) : entry;
};

const parsers = new Map<number, Parser>([
  [oid.int8, wholeNumber],
  [oid.date, asText],
  [oid.timestamptz, instant],
  [oid.numeric, asText],
  [oid.int8s, listOf(wholeNumber)],
  [oid.dates, listOf(asText)],
  [oid.timestamptzs, listOf(instant)],
  [oid.numerics, listOf(asText)],
]);

/** How values are read, for `pg`'s `types` option: ours first, then the driver's. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(id)) ?? pg.types.getTypeParser(id, format ?? 'text'),
};
