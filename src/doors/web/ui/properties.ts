import type { Words } from '../words/index.ts';

/** The first few properties on one line: « revenue : 42 · currency : EUR ». */
export function propertiesSaid(
  properties: Readonly<Record<string, unknown>>,
  most: number,
  words: Words,
): string {
  return Object.entries(properties)
    .slice(0, most)
    .map(([name, value]) => words.t('shell.pair', { name: name, value: valueSaid(value, words) }))
    .join(' · ');
}

/** A value as it came: objects as JSON, numbers with all their digits and the decimal mark of the language. */
export function valueSaid(value: unknown, { intl }: Words): string {
  // An id or a year may be a number: no thousands are set apart.
  if (typeof value === 'number')
    return intl.formatNumber(value, { maximumFractionDigits: 10, useGrouping: false });
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
