import { DomainError } from '#src/basics/errors.ts';
import { type DecimalMark, decimalMarkTold, detectDialect, rowsOf } from '#src/events/import-files/index.ts';
import {
  countNames,
  type ImportCsvAsk,
  mostRows,
  type Recognised,
  type RowField,
  rowFields,
} from './import-ask.ts';
import type { Told } from './rows.ts';

/** What columns are called in the files of those who sell advertising, in both languages. */
const names: Readonly<Record<RowField, readonly string[]>> = {
  campaign: ['campaign', 'campagne', 'campaign_name', 'nom_de_la_campagne', 'utm_campaign'],
  channel: ['channel', 'canal', 'utm_channel', 'source', 'utm_source'],
  day: ['day', 'date', 'jour'],
  cost: ['cost', 'cout', 'spend', 'amount_spent', 'depense', 'depenses', 'montant_depense'],
  currency: ['currency', 'devise', 'monnaie'],
  impressions: ['impressions', 'affichages'],
  clicks: ['clicks', 'clics'],
  sends: ['sends', 'sent', 'envois', 'envoyes'],
  replies: ['replies', 'reponses'],
};

/** A file's rows by field. */
export interface Table {
  readonly rows: readonly { readonly row: number; readonly told: Told; readonly whole: boolean }[];
  readonly mark: DecimalMark;
  readonly ignored: readonly string[];
}

/**
 * Reads a text table whose first row names the columns; delimiter, quotation marks and decimal mark are told from it.
 *
 * @throws DomainError `acquisition.no_such_column` where the campaign or the day has no column,
 * `acquisition.too_many_rows`, `acquisition.decimal_mark_unclear`
 */
export function tableOf({ csv, dates, decimal }: ImportCsvAsk): Table {
  const { columns, fields, body, delimiter } = headOf(csv);
  for (const field of ['campaign', 'day'] as const) requireColumn(field, fields, columns);
  if (body.length > mostRows) {
    throw new DomainError('acquisition.too_many_rows', {
      kind: 'too_large',
      field: 'csv',
      expected: `at most ${mostRows} rows at a time`,
      got: body.length,
    });
  }
  const rows = body.map(({ row, cells, unclosed }) => ({
    row,
    told: Object.fromEntries(
      fields.flatMap((field, i) => (field === null ? [] : [[field, cells[i] ?? null]])),
    ) as Told, // fields are its keys
    whole: unclosed !== true && cells.length <= columns.length,
  }));
  return {
    rows,
    mark:
      decimal ??
      markOf(
        rows.flatMap(({ told }) => (told.cost == null ? [] : [String(told.cost)])),
        { dates, delimiter },
      ),
    ignored: columns.filter((_, i) => fields[i] === null),
  };
}

/**
 * The decimal mark of the costs: as they tell it; else as who writes days so, and parts cells so, writes amounts.
 *
 * @throws DomainError `acquisition.decimal_mark_unclear`: read the wrong way, 2.500 is a thousand times less
 */
function markOf(
  costs: readonly string[],
  { dates, delimiter }: { readonly dates: ImportCsvAsk['dates']; readonly delimiter: string },
): DecimalMark {
  const unclear = costs.find((cost) => /[.,]/.test(cost));
  const told = decimalMarkTold(costs) ?? (unclear === undefined || dates === 'mdy' ? '.' : null);
  if (told !== null) return told;
  if (dates === 'dmy' && delimiter === ';') return ','; // a spreadsheet has its “;” where the comma is for decimals
  throw new DomainError('acquisition.decimal_mark_unclear', {
    field: 'decimal',
    expected: '"." or ",", the mark of decimals: the costs of this file can be read both ways',
    got: unclear,
  });
}

/**
 * Whether a text begins as a table of campaigns does: a column of campaigns, one of days, and a figure of theirs.
 *
 * @param head the beginning of a file; anything may be held against it
 */
export function recognised(head: string): Recognised {
  const { columns, fields } = headOf(head);
  const told = rowFields.filter((field) => fields.includes(field));
  const figures: readonly RowField[] = ['cost', ...countNames];
  return {
    campaigns:
      told.includes('campaign') && told.includes('day') && told.some((field) => figures.includes(field)),
    fields: told,
    ignored: columns.filter((_, i) => fields[i] === null).slice(0, 100),
  };
}

/** The names of the columns, the field that each means, and the rows below them. */
function headOf(csv: string) {
  const text = csv.replace(/^\uFEFF/, '');
  const dialect = detectDialect(text.slice(0, 100_000));
  const [head, ...body] = rowsOf(text, dialect);
  const columns = (head?.cells ?? []).map((cell) => cell.trim());
  return { columns, fields: columns.map(fieldOf), body, delimiter: dialect.delimiter };
}

/** The field that a column's name means; the first column of a field is its column. */
function fieldOf(column: string, at: number, columns: readonly string[]): RowField | null {
  const named = meant(column);
  return named !== null && columns.findIndex((other) => meant(other) === named) === at ? named : null;
}

function meant(column: string): RowField | null {
  const plain = column
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const found = Object.entries(names).find(([, known]) => known.includes(plain));
  return found === undefined ? null : (found[0] as RowField); // its keys are fields
}

function requireColumn(
  field: 'campaign' | 'day',
  fields: readonly (RowField | null)[],
  columns: readonly string[],
): void {
  if (fields.includes(field)) return;
  throw new DomainError('acquisition.no_such_column', {
    field: 'csv',
    expected: `a first row that names the columns, among them “campaign” and “day”`,
    got: columns.slice(0, 20).join(', '),
  });
}
