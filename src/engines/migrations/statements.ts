/** One statement of a warehouse file. */
export interface Statement {
  readonly text: string;
  /** What it makes or removes, where that can be looked for afterwards; else it may be run twice. */
  readonly effect: { readonly kind: 'creates' | 'drops'; readonly name: string } | undefined;
}

/** Text, names and comments, which may hold a semicolon, and semicolons outside them. */
const pieces = /'(?:[^'\\]|\\.|'')*'|`[^`]*`|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;

const creating = /^create (?:table|view|materialized view|dictionary) (?!if\b)(\w+)/i;
const dropping = /^drop (?:table|view|dictionary) (?!if\b)(\w+)/i;

/** Forms that may be run twice: a kill between a statement and the note of it makes the next start run it again. */
const repeatable = [
  /^create (table|view|materialized view|dictionary|function) if not exists \w+/i,
  /^create or replace /i,
  /^drop \w+ if exists \w+/i,
  /^truncate table /i,
  /^alter table \w+ (add|drop|rename|modify) \w+ if (not )?exists /i,
  /^alter table \w+ (modify|reset|materialize|delete|update|comment) /i,
  /^optimize table /i,
  /^insert into .*insert_deduplication_token/i,
];

/**
 * The statements of a file, without their comments.
 *
 * @throws Error where nobody could tell after a kill whether a statement was run, and it must not be run twice
 */
export function statementsOf(file: string, text: string): Statement[] {
  return splitAtSemicolons(text).map((statement) => {
    const plain = statement.replace(/\s+/g, ' ');
    const effect = effectOf(plain);
    if (effect === undefined && !repeatable.some((form) => form.test(plain))) {
      throw new Error(
        `${file}: "${plain.slice(0, 80)}" cannot be run twice; write it with "if exists" or the like`,
      );
    }
    return { text: statement, effect };
  });
}

function effectOf(statement: string): Statement['effect'] {
  const created = creating.exec(statement)?.[1];
  if (created !== undefined) return { kind: 'creates', name: created };
  const dropped = dropping.exec(statement)?.[1];
  return dropped === undefined ? undefined : { kind: 'drops', name: dropped };
}

function splitAtSemicolons(text: string): string[] {
  const statements = [''];
  const append = (more: string) => {
    statements[statements.length - 1] += more;
  };
  let from = 0;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    append(text.slice(from, index));
    from = index + piece.length;
    if (piece === ';') statements.push('');
    else append(/^(--|\/\*)/.test(piece) ? ' ' : piece);
  }
  append(text.slice(from));
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}
