import type { Mapping } from './columns.ts';
import type { RawRow } from './raw-row.ts';

// Up to 15 digits survive every reader; longer ones, and 00042, are names and stay text.
const number = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;

/** Fields that say something of others, and are worth keeping as they came. */
const keptToo: ReadonlySet<string> = new Set(['status', 'cancelReason']);

/**
 * The properties of a row: the columns that no field took, as the inside of a JSON object. Empty cells are left
 * out; numbers of up to 15 digits and true/false are not text.
 */
export function extraProperties({
  columns,
  mapping,
}: {
  readonly columns: readonly string[];
  readonly mapping: Mapping;
}): (row: RawRow) => string {
  const taken = new Set(
    Object.entries(mapping).flatMap(([field, origin]) =>
      'column' in origin && !keptToo.has(field) ? [origin.column] : [],
    ),
  );
  const free = columns.flatMap((name, i) =>
    taken.has(name) ? [] : [{ i, key: `${JSON.stringify(name)}:` }],
  );
  return ({ cells, extras }) => {
    const parts: string[] = [];
    if (extras === undefined) {
      for (const { i, key } of free) {
        const cell = cells[i];
        if (cell !== undefined && cell !== '') parts.push(key + valueText(cell));
      }
    } else
      for (const [name, json] of extras) if (!taken.has(name)) parts.push(`${JSON.stringify(name)}:${json}`);
    return parts.join(',');
  };
}

function valueText(cell: string): string {
  if (number.test(cell) && cell.length <= 16) return cell;
  const lower = cell.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower : JSON.stringify(cell.toWellFormed());
}
