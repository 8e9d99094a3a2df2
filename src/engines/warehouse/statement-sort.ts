import { type TextFormat, textFormats } from './engine-session.ts';
import { HttpRefusal } from './http-refusal.ts';
import type { Lane } from './session-pool.ts';
import { type Piece, pieces } from './statement-text.ts';

/** A statement as the child takes it: what it is, and its answer's format taken out of the text. */
export interface Sorted {
  readonly lane: Lane;
  readonly text: string;
  readonly format: string | undefined;
}

const reading: ReadonlySet<string> = new Set([
  'select',
  'with',
  '(',
  'show',
  'describe',
  'desc',
  'exists',
  'explain',
]);

/**
 * Says what a statement does by its first word.
 *
 * @throws HttpRefusal where there is none, or more than one
 */
export function sortStatement(text: string): Sorted {
  const first = /^[\s;]*(\w+)/.exec(text)?.[1]?.toLowerCase();
  if (first === 'insert')
    return { lane: /\bselect\b/i.test(text.slice(0, 4000)) ? 'run' : 'insert', text, format: undefined };
  const found = readPieces(text).filter((piece, i, all) => piece.text !== ';' || i !== all.length - 1);
  const start = found[0]?.text.toLowerCase();
  if (start === undefined) throw new HttpRefusal(400, 62, 'Empty query', 'SYNTAX_ERROR');
  if (found.some((piece) => piece.kind === 'symbol' && piece.text === ';')) {
    throw new HttpRefusal(400, 62, 'Multi-statements are not allowed', 'SYNTAX_ERROR');
  }
  const end = found.at(-1)?.end ?? text.length;
  if (start === 'kill') return { lane: 'kill', text: text.slice(0, end), format: undefined };
  if (!reading.has(start)) return { lane: 'run', text: text.slice(0, end), format: undefined };
  return { lane: 'read', ...withoutFormat(text, found, end) };
}

function withoutFormat(
  text: string,
  found: readonly Piece[],
  end: number,
): { text: string; format: string | undefined } {
  const at = found.findLastIndex((piece, i) => isWord(piece, 'format') && found[i + 1]?.kind === 'word');
  const [word, name, next] = found.slice(at, at + 3);
  const last = next === undefined || isWord(next, 'settings');
  if (at < 1 || word === undefined || name === undefined || !last)
    return { text: text.slice(0, end), format: undefined };
  return { text: `${text.slice(0, word.start)} ${text.slice(name.end, end)}`, format: name.text };
}

/** Where rows that came apart from the statement go. */
export interface InsertTarget {
  readonly table: string;
  readonly columns: readonly string[];
  readonly format: string;
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * Reads `insert into [table] name [(columns)] [settings a = 1, …] format Name`.
 *
 * @throws HttpRefusal for any other form
 */
export function insertTarget(text: string): InsertTarget {
  const found = readPieces(text).filter((piece) => piece.text !== ';');
  let at = 0;
  const word = (name: string): boolean => {
    const here = isWord(found[at], name);
    if (here) at += 1;
    return here;
  };
  const sign = (text: string): boolean => {
    const here = found[at]?.kind === 'symbol' && found[at]?.text === text;
    if (here) at += 1;
    return here;
  };
  const take = (): string => {
    const piece = found[at];
    if (piece === undefined || piece.kind === 'symbol') throw unreadable(text);
    at += 1;
    return piece.text;
  };
  if (!word('insert') || !word('into')) throw unreadable(text);
  word('table');
  let table = take();
  if (sign('.')) table += `.${take()}`;
  const columns: string[] = [];
  if (sign('(')) {
    do columns.push(take());
    while (sign(','));
    if (!sign(')')) throw unreadable(text);
  }
  const settings = new Map<string, string>();
  if (word('settings')) {
    do {
      const name = take();
      if (!sign('=')) throw unreadable(text);
      settings.set(name, take().replace(/^'(.*)'$/s, '$1'));
    } while (sign(','));
  }
  if (!word('format')) throw unreadable(text);
  const format = take();
  if (at !== found.length) throw unreadable(text);
  return { table, columns, format, settings };
}

/** True for formats the library takes from memory; others go through a file. */
export const isTextFormat = (format: string): format is TextFormat =>
  textFormats.some((known) => known === format);

function readPieces(text: string): Piece[] {
  try {
    return pieces(text);
  } catch (error) {
    throw new HttpRefusal(
      400,
      62,
      `Syntax error: ${error instanceof Error ? error.message : String(error)}`,
      'SYNTAX_ERROR',
    );
  }
}

const isWord = (piece: Piece | undefined, word: string): boolean =>
  piece?.kind === 'word' && piece.text.toLowerCase() === word;

const unreadable = (text: string): HttpRefusal =>
  new HttpRefusal(
    400,
    62,
    `Syntax error: expected "insert into name (columns) format Name": ${text.slice(0, 200)}`,
    'SYNTAX_ERROR',
  );
