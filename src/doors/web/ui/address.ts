import type { Filters, Match } from './conditions.ts';

/**
 * Reading a question out of an address. Each part is looked at just enough that a page can draw it; what does not
 * look like its part is left out, and what it may hold is checked by the server, which refuses in words.
 */
type Check<Value> = (value: unknown) => value is Value;

/** One check for each part of a question. */
export type Checks<Fields> = { readonly [Key in keyof Fields]-?: Check<NonNullable<Fields[Key]>> };

/** The parts of an address that pass their checks. */
export function readAddress<Fields extends object>(
  address: Readonly<Record<string, unknown>>,
  checks: Checks<Fields>,
): Partial<Fields> {
  const names = Object.keys(checks) as (keyof Fields & string)[]; // the keys of `checks` are those of Fields
  return Object.fromEntries(
    names.flatMap((name) => (checks[name](address[name]) ? [[name, address[name]]] : [])),
  ) as Partial<Fields>; // each value has passed the check of its name
}

/** A question kept by the server, as a record to be read like an address. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText: Check<string> = (value): value is string => typeof value === 'string';
export const isFlag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isNumber: Check<number> = (value): value is number => typeof value === 'number';
export const isDate: Check<string> = (value): value is string =>
  isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value);

export const isOneOf =
  <const Value extends string>(...values: readonly Value[]): Check<Value> =>
  (value): value is Value =>
    values.some((one) => one === value);

export const isListOf =
  <Value>(check: Check<Value>): Check<Value[]> =>
  (value): value is Value[] =>
    Array.isArray(value) && value.every(check);

const isTest = (value: unknown): boolean =>
  isRecord(value) && isText(value.property) && isText(value.how) && isMaybeList(value.values);

const isMaybeList = (value: unknown): boolean => value === undefined || Array.isArray(value);

/** Which events are meant. */
export const isMatch = (value: unknown): value is Match =>
  isRecord(value) &&
  (value.event === null || isText(value.event)) &&
  (value.where === undefined || (Array.isArray(value.where) && value.where.every(isTest)));

/** Which people are meant. */
export const isFilters = (value: unknown): value is Filters =>
  Array.isArray(value) && value.length > 0 && value.every(isFilter);

const isFilter = (value: unknown): boolean =>
  isRecord(value) &&
  ((value.kind === 'trait' && isText(value.trait) && isText(value.how) && isMaybeList(value.values)) ||
    (value.kind === 'list' && isText(value.list)));

/** What every insight's address holds of its frame. */
export const frameChecks = {
  unit: isOneOf('customer', 'account'),
  people: isFilters,
  includeMarked: isFlag,
  asOf: isText,
};

/** Without the parts that say nothing, so that an address stays short. */
export const without = <Fields extends object>(
  fields: {
    [Key in keyof Fields]: Fields[Key] | undefined;
  },
): Fields =>
  // Only undefined values are taken out, which is what optional keys mean.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

/** Whose question it is. */
export interface Framed {
  readonly unit?: 'customer' | 'account';
  readonly people?: Filters;
  readonly includeMarked?: boolean;
  readonly asOf?: string;
}

/** Whose question it is, as another question of the same page takes it over. */
export const frameOf = ({
  unit,
  people,
  includeMarked,
  asOf,
}: { readonly [Key in keyof Framed]: Framed[Key] | undefined }): Framed =>
  without<Framed>({ unit, people, includeMarked, asOf });

/** Parts of an address to be changed; what is undefined goes out of it. */
export type Part<Search> = { [Key in keyof Search]?: Search[Key] | undefined };

/** Changes parts of an address. */
export type Change<Search> = (part: Part<Search>) => void;
