import { DomainError } from '#src/basics/errors.ts';
import {
  type Column,
  type DateShape,
  type DecimalMark,
  type Dialect,
  type Encoding,
  type FieldName,
  type Format,
  fieldsOf,
  type ImportKind,
  isCurrency,
  localTimeOf,
  type Mapping,
  missingFields,
  type Origin,
  type PresetName,
  propose,
  type Reading,
  writingOf,
} from '../import-files/index.ts';
import type { FileSample } from './sample.ts';

/** What the asker wants of a file; all else is proposed. */
export interface ImportWish {
  readonly as?: ImportKind | undefined;
  /** Columns for fields; a field left out is proposed, one mapped to null stays without a column. */
  readonly map?: { readonly [field in FieldName]?: Origin | null } | undefined;
  readonly currency?: string | undefined;
  readonly dates?: DateShape | undefined;
  readonly decimal?: DecimalMark | undefined;
  readonly header?: boolean | undefined;
  /** As whose export of subscriptions it is read, or as nobody's; told by its columns unless given. */
  readonly preset?: PresetName | 'none' | undefined;
}

/** How a file is read, to the last choice: kept with the import, so that a resumed one reads the same. */
export interface Settled {
  readonly kind: ImportKind;
  /** `lines`: events in Segment's shape, read inside the engine; `rows`: columns mapped to fields. */
  readonly way: 'lines' | 'rows';
  readonly format: Format;
  readonly encoding: Encoding;
  readonly gzip: boolean;
  readonly dialect: Dialect | null;
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly mapping: Mapping;
  readonly dates: { readonly [field in FieldName]?: DateShape };
  /** Fields whose dates may be day-first or month-first for all the sample tells; day first was taken. */
  readonly ambiguousDates: readonly FieldName[];
  readonly decimal: DecimalMark;
  readonly currency: string;
  readonly timezone: string;
  /** Whose export of subscriptions it is read as; absent where it is nobody's. */
  readonly preset?: PresetName;
  /** Fields without which nothing can be stored: one of each inner list is needed. */
  readonly missing: readonly (readonly FieldName[])[];
}

/**
 * Settles how a file is read: what was wished, and for the rest what its sample says.
 *
 * @throws DomainError `imports.unknown_column`, `imports.unknown_currency`, `imports.field_of_other_kind`
 */
export function settle(
  sample: FileSample,
  wish: ImportWish,
  place: { readonly timezone: string; readonly currency: string },
): Settled {
  const table = retold(sample, wish);
  const columns = columnsWithValues(table);
  const proposal = propose(columns, localTimeOf(place.timezone), {
    kind: wish.as ?? (table.segment ? 'events' : undefined),
    preset: wish.preset,
  });
  const timezone = proposal.preset?.zone ?? place.timezone;
  const isLines = table.segment && proposal.kind === 'events' && Object.keys(wish.map ?? {}).length === 0;
  const mapping = isLines ? {} : withWishes(proposal.mapping, wish, table.columns, proposal.kind);
  const currency = (wish.currency ?? place.currency).toUpperCase();
  if (!isCurrency(currency)) {
    throw new DomainError('imports.unknown_currency', {
      field: 'currency',
      expected: 'a code of ISO 4217, such as EUR',
      got: currency,
    });
  }
  const writing = writingOf(columns, mapping, localTimeOf(timezone), told(wish));
  const found = Object.entries(writing.dates) as [FieldName, { shape: DateShape; ambiguous: boolean }][]; // its own type
  return {
    kind: proposal.kind,
    way: isLines ? 'lines' : 'rows',
    format: table.format,
    encoding: table.encoding,
    gzip: table.gzip,
    dialect: table.dialect,
    columns: table.columns,
    types: table.types,
    mapping,
    dates: Object.fromEntries(found.map(([field, { shape }]) => [field, shape])),
    ambiguousDates: found.filter(([, { ambiguous }]) => ambiguous).map(([field]) => field),
    decimal: writing.decimal,
    currency,
    timezone,
    ...(proposal.preset === null ? {} : { preset: proposal.preset.name }),
    missing: isLines ? [] : missingFields(proposal.kind, mapping),
  };
}

/** The reading that rows are read under. */
export const readingOf = (settled: Settled): Reading => ({
  kind: settled.kind,
  columns: settled.columns,
  mapping: settled.mapping,
  dates: settled.dates,
  decimal: settled.decimal,
  currency: settled.currency,
  local: localTimeOf(settled.timezone),
});

/** @throws DomainError `imports.column_missing` naming the fields and the columns there are */
export function refuseUnmapped(settled: Settled): void {
  const [first] = settled.missing;
  if (first === undefined) return;
  throw new DomainError('imports.column_missing', {
    field: `map.${first[0] ?? ''}`,
    expected: `a column for ${settled.missing.map((fields) => fields.join(' or ')).join(', ')}`,
    got: settled.columns.join(', '),
  });
}

const told = ({ dates, decimal }: ImportWish) => ({
  ...(dates === undefined ? {} : { dates }),
  ...(decimal === undefined ? {} : { decimal }),
});

/** The sample as the asker says it is written: with or without a header. */
function retold(sample: FileSample, wish: ImportWish): FileSample {
  const { dialect } = sample;
  if (dialect === null || wish.header === undefined || wish.header === dialect.header) return sample;
  const first = { row: 1, cells: sample.columns.map((name) => name as string | null), text: null };
  if (!wish.header) {
    const columns = sample.columns.map((_, i) => `column ${i + 1}`);
    return { ...sample, dialect: { ...dialect, header: false }, columns, rows: [first, ...sample.rows] };
  }
  const [names, ...rows] = sample.rows;
  return {
    ...sample,
    dialect: { ...dialect, header: true },
    columns: (names?.cells ?? []).map((cell) => cell ?? ''),
    rows,
  };
}

const columnsWithValues = (sample: FileSample): Column[] =>
  sample.columns.map((name, i) => ({ name, values: sample.rows.map(({ cells }) => cells[i] ?? '') }));

function withWishes(
  proposed: Mapping,
  wish: ImportWish,
  columns: readonly string[],
  kind: ImportKind,
): Mapping {
  const wished = Object.entries(wish.map ?? {}) as [FieldName, Origin | null][]; // the wish's own type
  const claimed = new Set(
    wished.flatMap(([, origin]) => (origin !== null && 'column' in origin ? [origin.column] : [])),
  );
  const mapping: { [field in FieldName]?: Origin } = {};
  for (const [field, origin] of Object.entries(proposed) as [FieldName, Origin][]) {
    if (!('column' in origin) || !claimed.has(origin.column)) mapping[field] = origin;
  }
  for (const [field, origin] of wished) {
    if (!fieldsOf[kind].all.includes(field)) {
      throw new DomainError('imports.field_of_other_kind', {
        field: `map.${field}`,
        expected: `one of ${fieldsOf[kind].all.join(', ')}`,
        got: field,
      });
    }
    if (origin === null) delete mapping[field];
    else if ('column' in origin && !columns.includes(origin.column)) {
      throw new DomainError('imports.unknown_column', {
        field: `map.${field}`,
        expected: `one of ${columns.join(', ')}`,
        got: origin.column,
      });
    } else mapping[field] = origin;
  }
  return mapping;
}
