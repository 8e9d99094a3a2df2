/** A piece of a statement. Comments and blanks are not pieces. */
export interface Piece {
  readonly kind: 'word' | 'quoted' | 'string' | 'symbol';
  /** As written; for `quoted` the name without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a statement as ClickHouse's lexer does: what is a word, a quoted name, a string, a sign.
 *
 * Strings may be '…', $tag$…$tag$ or ‘…’; names `…`, "…" or “…”. Backslashes escape, doubled quotes stand for one.
 *
 * @throws Error where a string, a name or a comment does not end
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const [kind, end] = readPiece(text, at);
    if (kind === 'quoted') found.push({ kind, text: unquoted(text.slice(at, end)), start: at, end });
    else if (kind !== 'blank') found.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  }
  return found;
}

type Kind = Piece['kind'] | 'blank';

function readPiece(text: string, at: number): [Kind, number] {
  const sign = text[at] ?? '';
  if (/\s/.test(sign)) return ['blank', at + 1];
  if (text.startsWith('--', at) || text.startsWith('#!', at) || text.startsWith('# ', at))
    return ['blank', endOfLine(text, at)];
  if (text.startsWith('/*', at)) return ['blank', after(text, '*/', at + 2, 'comment')];
  if (sign === "'") return ['string', endOfQuotes(text, at, sign)];
  if (sign === '`' || sign === '"') return ['quoted', endOfQuotes(text, at, sign)];
  if (sign === '‘') return ['string', after(text, '’', at + 1, 'string')];
  if (sign === '“') return ['quoted', after(text, '”', at + 1, 'name')];
  if (sign === '$') return heredoc(text, at);
  const word = wordAt(text, at);
  return word > at ? ['word', word] : ['symbol', at + 1];
}

function wordAt(text: string, at: number): number {
  wordPattern.lastIndex = at;
  return wordPattern.test(text) ? wordPattern.lastIndex : at;
}

const wordPattern = /[\p{L}\p{N}_$]+/uy;

function heredoc(text: string, at: number): [Kind, number] {
  const tag = /^\$\w*\$/.exec(text.slice(at, at + 130))?.[0];
  if (tag !== undefined) return ['string', after(text, tag, at + tag.length, 'string')];
  const word = wordAt(text, at);
  return ['word', Math.max(word, at + 1)];
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function after(text: string, closing: string, from: number, what: string): number {
  const end = text.indexOf(closing, from);
  if (end === -1) throw new Error(`a ${what} does not end: ${text.slice(Math.max(0, from - 1), from + 60)}`);
  return end + closing.length;
}

function endOfQuotes(text: string, at: number, quote: string): number {
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === quote && text[i + 1] === quote) i += 1;
    else if (text[i] === quote) return i + 1;
  }
  throw new Error(`a quote does not end: ${text.slice(at, at + 60)}`);
}

const unquoted = (name: string): string =>
  name.slice(1, -1).replaceAll(/\\(.)|``|""/gs, (all, escaped) => escaped ?? all[0]);

/** A string as ClickHouse reads it back, in quotes. */
export const quotedString = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A name as ClickHouse reads it back, in backticks. */
export const quotedName = (name: string): string =>
  `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
