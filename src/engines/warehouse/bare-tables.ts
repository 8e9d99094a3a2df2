import type { Sql } from '#src/basics/sql.ts';
import { type Piece, pieces } from './statement-text.ts';

const scopedMark = '\ue000';
const valueMark = '\ue001';

/** Functions that make a table out of nothing but their arguments. */
const harmless: ReadonlySet<string> = new Set([
  'numbers',
  'numbers_mt',
  'zeros',
  'values',
  'generate_series',
]);

/** Words that end the list of tables behind FROM. */
const endOfTables: ReadonlySet<string> = new Set([
  'where',
  'prewhere',
  'group',
  'order',
  'having',
  'limit',
  'offset',
  'window',
  'qualify',
  'settings',
  'union',
  'except',
  'intersect',
  'on',
  'using',
  'select',
  'format',
  'fetch',
  'with',
]);

/**
 * Refuses a workspace's query that reads a table other than through `scoped`.
 *
 * Behind FROM and JOIN there may stand a scoped table, a query in brackets, a name the query itself gave (`with a as`)
 * and functions that read no table; behind IN no name of a workspace's table. Only reading is allowed.
 *
 * @param tables names of the tables that have a workspace
 * @throws Error that names what stands where
 */
export function refuseBareTables(query: Sql, tables: ReadonlySet<string>): void {
  const found = pieces(textWithMarks(query));
  const first = found[0]?.text.toLowerCase();
  if (first !== 'select' && first !== 'with' && first !== '(' && first !== 'explain') {
    throw new Error(`a workspace only reads: ${found[0]?.text ?? 'no statement'}`);
  }
  const hidden = found.find((piece) => piece.kind !== 'symbol' && /[\ue000\ue001]/.test(piece.text));
  if (hidden !== undefined) throw new Error(`a value or table inside quotes or a word: ${hidden.text}`);
  const given = namesGiven(found);
  for (const name of given)
    if (tables.has(name)) throw new Error(`a part of the query is named as a table: ${name}`);
  walk(
    found,
    (at) => refuseAt(found, at, given),
    (at) => refuseIn(found, at, tables),
  );
}

function textWithMarks(query: Sql): string {
  return query.parts
    .map((part) => {
      if ('scoped' in part) return ` ${scopedMark} `;
      if (!('text' in part)) return ` ${valueMark} `;
      if (
        /[\ue000\ue001;]/.test(part.text) &&
        pieces(part.text).some((p) => /^[\ue000\ue001;]$/.test(p.text))
      ) {
        throw new Error('a statement of a workspace holds one query, without marks of ours');
      }
      return part.text;
    })
    .join('');
}

/** `with a as (select …)`, `with a as materialized (…)`: names of queries, in lower and upper case as written. */
function namesGiven(found: readonly Piece[]): Set<string> {
  const names = new Set<string>();
  found.forEach((piece, i) => {
    const opens = found[i + 2]?.text === '(' && found[i + 2]?.kind === 'symbol';
    if (isName(piece) && isWord(found[i + 1], 'as') && opens && startsQuery(found, i + 3))
      names.add(piece.text);
  });
  return names;
}

/** Calls back at each place where a table is expected, and at each right side of IN. */
function walk(found: readonly Piece[], table: (at: number) => void, list: (at: number) => void): void {
  const levels: { query: boolean; tables: boolean }[] = [{ query: true, tables: false }];
  found.forEach((piece, i) => {
    const level = levels.at(-1) ?? { query: true, tables: false };
    if (piece.kind === 'symbol') {
      if (piece.text === '(') levels.push({ query: startsQuery(found, i + 1), tables: false });
      else if (piece.text === ')') levels.pop();
      else if (piece.text === ',' && level.tables) table(i + 1);
      return;
    }
    if (piece.kind !== 'word') return;
    const word = piece.text.toLowerCase();
    if (word === 'from' && level.query && !isWord(found[i - 1], 'distinct')) {
      level.tables = true;
      table(i + 1);
    } else if (word === 'join' && !isWord(found[i - 1], 'array') && !isColumn(found, i)) {
      level.tables = true;
      table(i + 1);
    } else if (word === 'join') level.tables = false;
    else if (word === 'in' && !isColumn(found, i)) list(i + 1);
    else if (endOfTables.has(word) && !isColumn(found, i)) level.tables = false;
  });
}

function refuseAt(found: readonly Piece[], at: number, given: ReadonlySet<string>): void {
  const piece = found[at];
  const next = found[at + 1];
  const call = next?.kind === 'symbol' && next.text === '(';
  const fine =
    piece !== undefined &&
    (piece.text === scopedMark ||
      (piece.kind === 'symbol' && piece.text === '(' && startsQuery(found, at + 1)) ||
      (isName(piece) && call && harmless.has(piece.text)) ||
      (isName(piece) && !call && next?.text !== '.' && given.has(piece.text)));
  if (!fine) throw new Error(`a workspace's query reads tables through scoped(…) only: ${around(found, at)}`);
}

function refuseIn(found: readonly Piece[], at: number, tables: ReadonlySet<string>): void {
  const [name, dot, table] = found.slice(at, at + 3);
  const last = dot?.text === '.' ? table : name;
  if (last !== undefined && isName(last) && tables.has(last.text)) {
    throw new Error(`a workspace's query reads tables through scoped(…) only: ${around(found, at)}`);
  }
}

/** True where brackets opened before this piece hold a query. */
function startsQuery(found: readonly Piece[], at: number): boolean {
  let i = at;
  while (found[i]?.kind === 'symbol' && found[i]?.text === '(') i += 1;
  return ['select', 'with', 'from', 'explain'].some((word) => isWord(found[i], word));
}

const isName = (piece: Piece): boolean => piece.kind === 'word' || piece.kind === 'quoted';

const isWord = (piece: Piece | undefined, word: string): boolean =>
  piece?.kind === 'word' && piece.text.toLowerCase() === word;

/** A word of the language used as a name: behind a dot, or given with AS. */
const isColumn = (found: readonly Piece[], at: number): boolean =>
  found[at - 1]?.text === '.' || isWord(found[at - 1], 'as');

const around = (found: readonly Piece[], at: number): string =>
  found
    .slice(Math.max(0, at - 3), at + 4)
    .map((piece) => (piece.text === scopedMark ? 'scoped(…)' : piece.text === valueMark ? '?' : piece.text))
    .join(' ');
