import type { Language } from '../words/languages.ts';

export type CsvCell = string | number | null;

/**
 * A table as a file that the reader's spreadsheet opens at once: in French with semicolons and decimal commas.
 * Marked as UTF-8; a text that would run as a formula is disarmed.
 */
export function csvText(rows: readonly (readonly CsvCell[])[], language: Language): string {
  const separator = language === 'fr' ? ';' : ',';
  const written = (cell: CsvCell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return language === 'fr' ? String(cell).replace('.', ',') : String(cell);
    const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[";,\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(written).join(separator)).join('\r\n')}\r\n`;
}

export const csvBlob = (text: string): Blob => new Blob([text], { type: 'text/csv;charset=utf-8' });
