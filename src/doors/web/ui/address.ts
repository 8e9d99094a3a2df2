import { comparators } from './comparators.ts';
import type { Filters, Match, Where } from './conditions.ts';
import { isCalendarDay } from './dates.ts';

type Check<Value> = (value: unknown) => value is Value;
type Address = Readonly<Record<string, unknown>>;

/** One check for each part of a question. */
export type Checks<Search> = { readonly [Key in keyof Search]-?: Check<NonNullable<Search[Key]>> };

/** Reads the address of one page. */
export interface AddressReader<Search> {
  /** The parts that pass their checks; the others are left out, never guessed. */
  (address: Address): Search;
  /** The names of the parts that the page has. */
  readonly parts: readonly string[];
  /** The names of the parts that stand in an address and could not be read. */
  readonly unread: (address: Address) => string[];
}

/**
 * How the address of a page is read. A part must be what a page can draw, to its last leaf: an address is written by
 * anybody. Whether it makes sense for the workspace is asked of the server, which refuses in words.
 *
 * @param checks  one for each part
 * @param settle  what parts that pass mean together, where one cannot be read without another: unless told, one end of the
 * dates without the other, which would be other dates than were meant
 */
export function addressOf<Search extends object>(
  checks: Checks<Search>,
  settle: Settle<Search> = Object.hasOwn(checks, 'from') && Object.hasOwn(checks, 'to') ? wholeRange : asRead,
): AddressReader<Partial<Search>> {
  const parts = Object.keys(checks) as (keyof Search & string)[]; // the keys of `checks` are those of Search
  const read = (address: Address): Partial<Search> =>
    settle(
      Object.fromEntries(
        parts.flatMap((part) => (checks[part](address[part]) ? [[part, address[part]]] : [])),
      ) as Partial<Search>, // each value has passed the check of its part
    );
  const unread = (address: Address) => {
    const kept: Address = { ...read(address) };
    return parts.filter((part) => saysSomething(address[part]) && kept[part] === undefined);
  };
  return Object.assign(read, { parts, unread });
}

type Settle<Search> = (read: Partial<Search>) => Partial<Search>;

/** Every part that passes stands for itself: one end of the dates, too. */
export const asRead = <Search>(read: Partial<Search>): Partial<Search> => read;

function wholeRange<Search>(read: Partial<Search>): Partial<Search> {
  const { from, to, ...others }: Partial<Search> & { from?: unknown; to?: unknown } = read;
  return (from === undefined) === (to === undefined) ? read : (others as Partial<Search>); // all parts but these two
}

const saysSomething = (value: unknown): boolean =>
  value != null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Whether what validates an address is one of our readers. */
export const isAddressReader = (validator: unknown): validator is AddressReader<Address> =>
  typeof validator === 'function' && 'unread' in validator && 'parts' in validator;

/** A question kept by the server, as a record to be read like an address. */
export const recordOf = (value: unknown): Address => (isRecord(value) ? value : {});

const isRecord = (value: unknown): value is Address =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText: Check<string> = (value): value is string => typeof value === 'string';
/** A text that says something, of a length that a name may have. */
export const isName: Check<string> = (value): value is string =>
  isText(value) && value.trim() !== '' && value.length <= 1000;
export const isFlag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';
/** Only worth saying where it is so. */
export const isTrue: Check<true> = (value): value is true => value === true;
export const isNumber: Check<number> = (value): value is number => Number.isFinite(value);

/** A whole number, such as a count of days; far above what any question may ask is no count. */
export const isWhole =
  (least: number, most = 100_000): Check<number> =>
  (value): value is number =>
    isNumber(value) && Number.isInteger(value) && value >= least && value <= most;

/** A day of the calendar, such as 2025-03-30. */
export const isDate: Check<string> = (value): value is string => isText(value) && isCalendarDay(value);

const instant = /^([\d-]{10})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
/** An instant with its zone, such as 2025-03-30T00:00:00Z. */
export const isInstant: Check<string> = (value): value is string =>
  isText(value) && isDate(instant.exec(value)?.[1]) && Number.isFinite(Date.parse(value));

/** A text of this shape. */
export const isLike =
  (shape: RegExp): Check<string> =>
  (value): value is string =>
    isText(value) && shape.test(value);

/** A text out of which something is read. */
export const isReadBy =
  (read: (text: string) => unknown): Check<string> =>
  (value): value is string =>
    isText(value) && read(value) !== undefined;

export const isOneOf =
  <const Value extends string>(...values: readonly Value[]): Check<Value> =>
  (value): value is Value =>
    values.some((one) => one === value);

export const isPeriod = isOneOf('day', 'week', 'month');

export const isListOf =
  <Value>(check: Check<Value>, least = 0): Check<Value[]> =>
  (value): value is Value[] =>
    Array.isArray(value) && value.length >= least && value.every(check);

type Leaf = (value: unknown) => boolean;

/** Said so, or not said. */
export const isMaybe =
  (check: Leaf): Leaf =>
  (value) =>
    value === undefined || check(value);

/** Said so, said to be nothing, or not said. */
export const isMaybeNull =
  (check: Leaf): Leaf =>
  (value) =>
    value == null || check(value);

/** A record whose parts pass: each part that is looked at, with its check. */
export const isMadeOf =
  <Value>(checks: { readonly [Key in keyof Value]?: Leaf } & Readonly<Record<string, Leaf>>): Check<Value> =>
  (value): value is Value =>
    isRecord(value) && Object.entries(checks).every(([part, check]) => check(value[part]));

/** A record that is of one of several kinds, told by one of its parts. */
export const isOfKind =
  <Value>(told: string, kinds: Readonly<Record<string, Leaf>>): Check<Value> =>
  (value): value is Value => {
    const kind = recordOf(value)[told];
    return isText(kind) && Object.hasOwn(kinds, kind) && kinds[kind]?.(value) === true;
  };

/** Of a kind that has no parts of its own. */
export const always: Leaf = () => true;

const isScalar = (value: unknown): value is string | number | boolean =>
  isText(value) || isNumber(value) || isFlag(value);

const test = { how: isOneOf(...comparators), values: isMaybe(isListOf(isScalar)) };

/** Conditions on an event. */
export const isWhere: Check<Where> = isListOf(isMadeOf<Where[number]>({ property: isName, ...test }));

/** Which events are meant. */
export const isMatch: Check<Match> = isMadeOf<Match>({
  event: (value) => value === null || isName(value),
  where: isMaybe(isWhere),
});

const isFilter: Check<Filters[number]> = isOfKind('kind', {
  trait: isMadeOf({ trait: isName, ...test }),
  list: isMadeOf({ list: isName, inside: isMaybe(isFlag) }),
  segment: isMadeOf({ segment: isName, inside: isMaybe(isFlag) }),
});

/** Which people are meant. */
export const isFilters: Check<Filters> = isListOf(isFilter, 1);

const value = { value: isMaybeNull(isText) };

/** One of the groups that an answer tells apart. */
export const isGroup: Leaf = isOfKind('kind', {
  all: always,
  period: isMadeOf({ value: isDate }),
  value: isMadeOf({ value: isText }),
  others: isMadeOf(value),
  missing: isMadeOf(value),
});

/** By what people are told apart: by period, by a trait, by a property of their start, or not at all. */
export const isApart = isOfKind<
  | { by: 'nothing' }
  | { by: 'period'; period: 'day' | 'week' | 'month' }
  | { by: 'trait' | 'start_property'; name: string }
>('by', {
  nothing: always,
  period: isMadeOf({ period: isPeriod }),
  trait: isMadeOf({ name: isName, top: isMaybe(isWhole(1)) }),
  start_property: isMadeOf({ name: isName, top: isMaybe(isWhole(1)) }),
});

/** What every insight's address holds of its frame. */
export const frameChecks = {
  unit: isOneOf('customer', 'account'),
  people: isFilters,
  includeMarked: isFlag,
  asOf: isInstant,
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
