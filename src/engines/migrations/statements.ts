/** One statement of a warehouse file. */
export interface Statement {
  readonly text: string;
  /** What it makes, where it makes something: `events`, `door_to_events`. */
  readonly creates: string | undefined;
}

/** Text, names and comments, which may hold a semicolon, and semicolons outside them. */
const pieces = /'(?:[^'\\]|\\.|'')*'|`[^`]*`|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;

const creating = /^create (?:table|view|materialized view|dictionary) (\w+)/;

/** Forms that may be run twice: a kill between a statement and the note of it makes the next start run it again. */
const repeatable = [
  /^create (table|view|materialized view|dictionary|function) if not exists \w+/,
  /^create or replace /,
  /^drop \w+( \w+)? if exists \w+/,
  /^truncate table /,
  /^alter table \w+ (add|drop|rename|modify) \w+ if (not )?exists /,
  /^alter table \w+ (modify|reset|materialize|delete|update|comment) /,
  /^optimize table /,
  /^insert into [\s\S]*insert_deduplication_token/,
];

/**
 * The statements of a file, comments kept out.
 *
 * @throws Error where a statement neither creates a named thing nor may be run twice
 */
export function statementsOf(file: string, text: string): Statement[] {
  return splitAtSemicolons(text).map((statement) => {
    const plain = statement.toLowerCase().replace(/\s+/g, ' ');
    const creates = creating.exec(plain)?.[1];
    const named = creates === 'if' ? undefined : creates;
    if (named === undefined && !repeatable.some((form) => form.test(plain))) {
      throw new Error(
        `${file}: "${plain.slice(0, 80)}" cannot be run twice; write it with "if exists" or the like`,
      );
    }
    return {
      text: statement,
      creates: named && (creating.exec(statement.replace(/\s+/g, ' '))?.[1] ?? named),
    };
  });
}

function splitAtSemicolons(text: string): string[] {
  const statements = [''];
  let from = 0;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    append(statements, text.slice(from, index));
    from = index + piece.length;
    if (piece === ';') statements.push('');
    else if (!piece.startsWith('--') && !piece.startsWith('/*')) append(statements, piece);
    else append(statements, ' ');
  }
  append(statements, text.slice(from));
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

function append(statements: string[], text: string): void {
  statements[statements.length - 1] += text;
}
