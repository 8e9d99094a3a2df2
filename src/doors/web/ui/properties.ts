import type { Words } from '../words/index.ts';

/** The first few properties on one line: « revenue : 42 · currency : EUR ». */
export function propertiesSaid(
  properties: Readonly<Record<string, unknown>>,
  most: number,
  { t }: Words,
): string {
  return Object.entries(properties)
    .slice(0, most)
    .map(([name, value]) => t('shell.pair', { name: name, value: textOf(value) }))
    .join(' · ');
}

/** A value as text: objects as JSON. */
export const textOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);
