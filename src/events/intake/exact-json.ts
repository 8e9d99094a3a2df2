/** What JSON can say. Objects have own keys only; a key may be `__proto__`. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

interface ExactJson {
  rawJSON(text: string): Json;
  isRawJSON(value: unknown): value is { readonly rawJSON: string };
  parse(
    text: string,
    reviver: (key: string, value: Json, context: { readonly source?: string }) => Json,
  ): Json;
}

// `as`: the engine has had these since V8 11.4; TypeScript's library does not describe them yet
const exact = JSON as unknown as ExactJson;

/**
 * Reads JSON so that every number can be written again digit by digit.
 *
 * A number that a double cannot hold exactly is kept as its source text; an integer outside 64 bits, or one beyond
 * a double's range (1e999), becomes a JSON string of its digits, because no engine behind this one reads it as a
 * number. Six times slower than JSON.parse, so it is asked for only where `hasLongNumbers`.
 *
 * @param text JSON, nested at most 1,000 levels
 * @throws SyntaxError where it is not JSON
 */
export const parseExactly = (text: string): Json =>
  exact.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exactNumber(value, source) : value,
  );

/** Reads JSON at full speed; long numbers lose digits. @throws SyntaxError where it is not JSON */
export const parseFast = (text: string): Json => JSON.parse(text);

/** Whether a number in this text might not fit a double: 16 digits in a row, or an exponent of three digits. */
export const hasLongNumbers = (text: string): boolean => /\d{16}|[:,[\s]-?\d[\d.]*[eE][+-]?\d{3}/.test(text);

/** An object, as against null, a list, or a number that is kept as text. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !exact.isRawJSON(value);

/** The digits of a number, as they were sent; undefined where it is no number. */
export function digitsOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return exact.isRawJSON(value) ? value.rawJSON.replaceAll('"', '') : undefined;
}

const least = -(2n ** 63n);
const most = 2n ** 64n - 1n;

function exactNumber(value: number, source: string): Json {
  if (!Number.isFinite(value)) return source;
  if (value === 0 && /^[-0.]*[1-9]/.test(source)) return exact.rawJSON(source); // 1e-999
  if (source.length < 16) return value;
  if (!/^-?\d+$/.test(source)) return exact.rawJSON(source);
  if (Number.isSafeInteger(value)) return value;
  const integer = source.length <= 21 ? BigInt(source) : undefined;
  return integer !== undefined && integer >= least && integer <= most ? exact.rawJSON(source) : source;
}

/** Levels of lists and objects inside one another; 0 for a bare value. Brackets inside strings do not count. */
export function nesting(text: string, from = 0, to = text.length): number {
  let depth = 0;
  let deepest = 0;
  for (let at = from; at < to; at += 1) {
    const char = text.charCodeAt(at);
    if (char === quote) at = endOfString(text, at);
    else if (char === openList || char === openObject) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (char === closeList || char === closeObject) depth -= 1;
  }
  return deepest;
}

/** Where one value stands in its text, `text.slice(from, to)`, and its {@link nesting}. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/**
 * Where the members of a list stand in the text: the list that is the whole text, or the one under `key` of the
 * object that is the whole text (the last, where the key is repeated: as JSON.parse reads it).
 *
 * @param text valid JSON
 * @returns undefined where there is no such list
 */
export function memberSpans(text: string, key: string): Span[] | undefined {
  const start = skipBlanks(text, 0);
  if (text.charCodeAt(start) === openList) return listMembers(text, start);
  if (text.charCodeAt(start) !== openObject) return undefined;
  let found: number | undefined;
  for (let at = skipBlanks(text, start + 1); text.charCodeAt(at) === quote; ) {
    const keyEnd = endOfString(text, at) + 1;
    const name: unknown = JSON.parse(text.slice(at, keyEnd));
    const value = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    if (name === key) found = value;
    at = skipBlanks(text, spanOf(text, value).to);
    if (text.charCodeAt(at) === comma) at = skipBlanks(text, at + 1);
  }
  return found !== undefined && text.charCodeAt(found) === openList ? listMembers(text, found) : undefined;
}

function listMembers(text: string, list: number): Span[] {
  const spans: Span[] = [];
  for (let at = skipBlanks(text, list + 1); text.charCodeAt(at) !== closeList; ) {
    const span = spanOf(text, at);
    spans.push(span);
    at = skipBlanks(text, span.to);
    if (text.charCodeAt(at) === comma) at = skipBlanks(text, at + 1);
  }
  return spans;
}

const quote = 34;
const comma = 44;
const backslash = 92;
const openList = 91;
const closeList = 93;
const openObject = 123;
const closeObject = 125;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return at;
}

/** The place of the closing quote. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === backslash) at += 1;
    else if (char === quote) return at;
  }
  return text.length;
}

/** The value that begins at `from`. */
function spanOf(text: string, from: number): Span {
  let level = 0;
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === quote) at = endOfString(text, at);
    else if (char === openList || char === openObject) {
      level += 1;
      if (level > depth) depth = level;
    } else if (level === 0 && (char === comma || char <= 32)) return { from, to: at, depth };
    else if (char === closeList || char === closeObject) {
      if (level === 0) return { from, to: at, depth };
      level -= 1;
    }
    if (level === 0 && (char === quote || char === closeList || char === closeObject))
      return { from, to: at + 1, depth };
  }
  return { from, to: text.length, depth };
}
