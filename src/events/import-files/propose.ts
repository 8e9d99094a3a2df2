import { DomainError } from '#src/basics/errors.ts';
import {
  type FieldName,
  fieldNames,
  fieldsOf,
  fits,
  type ImportKind,
  importKinds,
  type Mapping,
  type Origin,
} from './columns.ts';
import { type DateShape, dateShapeOf, type ShapeFound } from './dates.ts';
import type { LocalTime } from './local-time.ts';
import { type DecimalMark, decimalMarkOf } from './money.ts';
import { type Preset, type PresetName, presetFound, presetOf } from './presets.ts';

/** A column of the file with what the sample holds in it. */
export interface Column {
  readonly name: string;
  readonly values: readonly string[];
}

/** What is told about a table from its header and its first rows. */
export interface Proposal {
  readonly kind: ImportKind;
  readonly mapping: Mapping;
  /** The export of a billing system that it is read as. */
  readonly preset: Preset | null;
}

/** What is told of a table before it is looked at. */
export interface ProposalWish {
  readonly kind?: ImportKind | undefined;
  /** As whose export it is read; `none`: as nobody's. Told by its columns unless given. */
  readonly preset?: PresetName | 'none' | undefined;
}

/** The kind whose fields the columns fill best, unless told; and which column is which field. */
export function propose(
  columns: readonly Column[],
  local: LocalTime,
  { kind, preset }: ProposalWish = {},
): Proposal {
  const names = columns.map(({ name }) => name);
  const exported = preset ?? presetFound(names) ?? 'none';
  if (exported !== 'none' && (kind ?? 'subscriptions') === 'subscriptions') {
    const found = presetOf(exported, names);
    return { kind: 'subscriptions', mapping: found.mapping, preset: found };
  }
  return { ...byNames(columns, local, kind), preset: null };
}

function byNames(
  columns: readonly Column[],
  local: LocalTime,
  kind: ImportKind | undefined,
): Omit<Proposal, 'preset'> {
  if (kind !== undefined) return { kind, mapping: proposeMapping(columns, kind, local) };
  const offers = importKinds.map((one) => ({ kind: one, mapping: proposeMapping(columns, one, local) }));
  const [events, purchases, subscriptions] = offers.map(({ mapping }) => mapping);
  const has = (mapping: Mapping | undefined, ...fields: FieldName[]) =>
    fields.every((field) => mapping?.[field]);
  if (has(subscriptions, 'start') && (has(subscriptions, 'end') || has(subscriptions, 'period', 'offer'))) {
    return { kind: 'subscriptions', mapping: subscriptions ?? {} };
  }
  if (has(events, 'event', 'date') && !has(purchases, 'order', 'amount'))
    return { kind: 'events', mapping: events ?? {} };
  if (has(purchases, 'amount', 'date')) return { kind: 'purchases', mapping: purchases ?? {} };
  return { kind: 'events', mapping: events ?? {} };
}

/** Each field of the kind with its likeliest column; a column serves one field. */
export function proposeMapping(columns: readonly Column[], kind: ImportKind, local: LocalTime): Mapping {
  const taken = new Set<string>();
  const mapping: { [field in FieldName]?: Origin } = {};
  for (const field of fieldsOf[kind].all) {
    const [best] = columns
      .filter((column) => !taken.has(column.name))
      .flatMap((column) => {
        const rank = fits(column.name, field);
        return rank === undefined || !mayHold(column, field, local) ? [] : [{ column, rank }];
      })
      .sort((a, b) => a.rank - b.rank);
    if (best === undefined) continue;
    mapping[field] = { column: best.column.name };
    taken.add(best.column.name);
  }
  return withImplied(fillByContent(mapping, columns, kind, local), kind);
}

/** A name may promise what the values do not hold: a "time" of 12 minutes is no date. */
function mayHold({ values }: Column, field: FieldName, local: LocalTime): boolean {
  const filled = values.filter((value) => value.trim() !== '');
  if (dateFields.has(field)) return filled.length === 0 || dateShapeOf(filled, local) !== undefined;
  if (field === 'amount') return filled.length === 0 || filled.some((value) => /\d/.test(value));
  return true;
}

/** Where names say nothing (a file without header): the first column of dates, the last with decimals, the first left. */
function fillByContent(
  named: Mapping,
  columns: readonly Column[],
  kind: ImportKind,
  local: LocalTime,
): Mapping {
  const mapping: { [field in FieldName]?: Origin } = { ...named };
  const taken = new Set(
    Object.values(mapping).flatMap((origin) => ('column' in origin ? [origin.column] : [])),
  );
  const free = () => columns.filter((column) => !taken.has(column.name));
  const give = (field: FieldName, column: Column | undefined) => {
    if (mapping[field] !== undefined || column === undefined) return;
    mapping[field] = { column: column.name };
    taken.add(column.name);
  };
  const isDate = ({ values }: Column) => (dateShapeOf(values, local)?.share ?? 0) >= 0.9;
  const dateField = kind === 'subscriptions' ? 'start' : 'date';
  give(dateField, free().find(isDate));
  if (columns.some((column) => !/^column \d+$/.test(column.name))) return mapping;
  if (kind === 'subscriptions') give('end', free().find(isDate));
  if (kind !== 'events')
    give(
      'amount',
      free().findLast(({ values }) => values.some((value) => /\d[.,]\d{1,2}$/.test(value))),
    );
  if (!mapping.account)
    give(
      'customer',
      free().find(({ values }) => values.every((value) => value.trim() !== '')),
    );
  if (kind === 'events')
    give(
      'event',
      free().find(({ values }) => values.some((value) => /\p{L}/u.test(value))),
    );
  return mapping;
}

/** A recurring amount that says its own period in its name (MRR, ARR). */
function withImplied(mapping: Mapping, kind: ImportKind): Mapping {
  if (kind !== 'subscriptions' || mapping.amount === undefined || !('column' in mapping.amount))
    return mapping;
  if (/mrr|monthly|mensu/i.test(mapping.amount.column)) return { ...mapping, period: { constant: 'month' } };
  return /arr(_|\b|A)|annual_/i.test(mapping.amount.column)
    ? { ...mapping, period: { constant: 'year' } }
    : mapping;
}

export const dateFields: ReadonlySet<FieldName> = new Set([
  'date',
  'start',
  'end',
  'paidThrough',
  'renewal',
  'notice',
  'discountEnd',
  'cancelled',
  'paused',
  'resumes',
  'trialEnd',
  'pastDueSince',
  'periodStart',
]);

/** How the mapped columns write what they hold. */
export interface Writing {
  readonly dates: { readonly [field in FieldName]?: ShapeFound };
  readonly decimal: DecimalMark;
}

/** Decides over the sample how dates and amounts are written; a shape that was told is kept. */
export function writingOf(
  columns: readonly Column[],
  mapping: Mapping,
  local: LocalTime,
  told: { readonly dates?: DateShape; readonly decimal?: DecimalMark } = {},
): Writing {
  const values = (origin: Origin | undefined): readonly string[] =>
    origin === undefined
      ? []
      : 'constant' in origin
        ? [origin.constant]
        : (columns.find((c) => c.name === origin.column)?.values ?? []);
  const dates: { [field in FieldName]?: ShapeFound } = {};
  for (const field of dateFields) {
    if (mapping[field] === undefined) continue;
    const found = dateShapeOf(values(mapping[field]), local);
    if (told.dates !== undefined) dates[field] = { shape: told.dates, share: 1, ambiguous: false };
    else if (found !== undefined) dates[field] = found;
  }
  return { dates, decimal: told.decimal ?? decimalMarkOf(values(mapping.amount)) };
}

/**
 * Reads `FIELD=COLUMN` and `FIELD==TEXT` (one text for every row).
 *
 * @throws DomainError `imports.unknown_field`, `imports.bad_mapping`
 */
export function readMappingArgument(argument: string): readonly [FieldName, Origin] {
  const at = argument.indexOf('=');
  const field = argument.slice(0, at);
  const value = argument.slice(at + 1);
  if (at < 1 || value === '')
    throw new DomainError('imports.bad_mapping', { field: 'map', expected: 'FIELD=COLUMN', got: argument });
  const known = fieldNames.find((name) => name === field);
  if (known === undefined) {
    throw new DomainError('imports.unknown_field', {
      field: 'map',
      expected: `one of ${fieldNames.join(', ')}`,
      got: field,
    });
  }
  return [
    known,
    value.startsWith('=') && value.length > 1 ? { constant: value.slice(1) } : { column: value },
  ];
}
