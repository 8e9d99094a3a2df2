/**
 * SQL that stays SQL. Values enter only as parameters; a fragment enters only as another `sql`.
 *
 * One tag serves both engines: PostgreSQL sees `$1`, ClickHouse `{p1:Type}`. There is no way to
 * splice a string into the text, except `identifier`, which takes names from a fixed list.
 */
export interface Sql<Row = unknown> {
  readonly kind: 'sql';
  readonly parts: readonly Part[];
  /** Never present: carries the row type for the caller. */
  readonly row?: Row;
}

type Part =
  | { readonly text: string }
  | { readonly value: Value; readonly type?: string }
  | { readonly scoped: string };

/** What may be bound as a parameter. */
export type Value = string | number | bigint | boolean | null | Date | Uint8Array | readonly Value[];

/** A value with the ClickHouse type it is bound as; PostgreSQL infers it from the statement. */
export interface Typed {
  readonly kind: 'typed';
  readonly type: string;
  readonly value: Value;
}

/** Binds a value under a named ClickHouse type: `typed('UInt32', 7)`. */
export const typed = (type: string, value: Value): Typed => ({ kind: 'typed', type, value });

/** Writes a statement or a fragment of one. */
export function sql<Row = unknown>(
  strings: TemplateStringsArray,
  ...holes: readonly (Value | Typed | Sql)[]
): Sql<Row> {
  const parts: Part[] = [];
  strings.forEach((text, i) => {
    if (text !== '') parts.push({ text });
    if (i < holes.length) addHole(parts, holes[i] as Value | Typed | Sql);
  });
  return { kind: 'sql', parts };
}

/** Fragments joined by a separator taken from a fixed list. */
export function join(fragments: readonly Sql[], separator: ', ' | ' and ' | ' or ' | '\nunion all\n'): Sql {
  return {
    kind: 'sql',
    parts: fragments.flatMap((fragment, i) =>
      i === 0 ? fragment.parts : [{ text: separator }, ...fragment.parts],
    ),
  };
}

/** A name out of a list written in our own code; anything else is a fault of ours. */
export function identifier(name: string, allowed: readonly string[]): Sql {
  if (!allowed.includes(name)) throw new Error(`"${name}" is not one of ${allowed.join(', ')}`);
  return { kind: 'sql', parts: [{ text: name }] };
}

/**
 * A warehouse table as one workspace sees it. Only a workspace's own door to the warehouse can render it,
 * and it adds the filter: the caller cannot forget it.
 */
export const scoped = (table: string): Sql => ({ kind: 'sql', parts: [{ scoped: table }] });

/** No text at all: for optional clauses. */
export const nothing: Sql = { kind: 'sql', parts: [] };

function addHole(parts: Part[], hole: Value | Typed | Sql): void {
  if (isSql(hole)) parts.push(...hole.parts);
  else if (isTyped(hole)) parts.push({ value: hole.value, type: hole.type });
  else parts.push({ value: hole });
}

const isSql = (hole: unknown): hole is Sql => hasKind(hole, 'sql');
const isTyped = (hole: unknown): hole is Typed => hasKind(hole, 'typed');
const hasKind = (hole: unknown, kind: string): boolean =>
  typeof hole === 'object' && hole !== null && 'kind' in hole && hole.kind === kind;

/** The statement as PostgreSQL's driver takes it. */
export function forPostgres(query: Sql): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const text = query.parts.map((part) => {
    if ('text' in part) return part.text;
    if ('scoped' in part) throw new Error(`warehouse table "${part.scoped}" in a statement for records`);
    values.push(part.value);
    return `$${values.length}`;
  });
  return { text: text.join(''), values };
}

/**
 * The statement as ClickHouse takes it.
 *
 * @param renderScoped how a workspace's table is written; absent where no workspace is known
 */
export function forClickHouse(
  query: Sql,
  renderScoped?: (table: string) => string,
): { text: string; params: Record<string, unknown> } {
  const params: Record<string, unknown> = {};
  let count = 0;
  const text = query.parts.map((part) => {
    if ('text' in part) return part.text;
    if ('scoped' in part) {
      if (!renderScoped) throw new Error(`scoped table "${part.scoped}" outside a workspace`);
      return renderScoped(part.scoped);
    }
    count += 1;
    params[`p${count}`] = clickHouseValue(part.value);
    return `{p${count}:${part.type ?? clickHouseType(part.value)}}`;
  });
  return { text: text.join(''), params };
}

function clickHouseType(value: Value): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'bigint') return 'Int128';
  if (typeof value === 'boolean') return 'Bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Int64' : 'Float64';
  if (value instanceof Date) return "DateTime64(3, 'UTC')";
  if (Array.isArray(value))
    return `Array(${value.length === 0 ? 'String' : clickHouseType(value[0] as Value)})`;
  throw new Error('null and bytes need typed(…) in a warehouse statement');
}

/** Dates travel as strings: the driver would drop their milliseconds. */
const clickHouseValue = (value: Value): unknown =>
  value instanceof Date ? value.toISOString().replace('T', ' ').replace('Z', '') : value;
