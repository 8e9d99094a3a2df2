import type { PropertyType } from './document.ts';

/** Whether a value, as JSON says it, is of a planned type. */
export function isOfType(value: unknown, type: PropertyType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

const isoDate = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** An ISO 8601 day or instant that the calendar knows. */
const isDate = (text: string): boolean =>
  isoDate.test(text) && !Number.isNaN(Date.parse(text)) && knownDay(text.slice(0, 10));

const knownDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;

/**
 * The same value in another type, where nothing is lost on the way: "12" is 12, and 12 is "12"; "007", " 12" and
 * "12.5" as an integer stay what they are.
 *
 * @returns undefined where it cannot be said without loss
 */
export function withoutLoss(value: unknown, type: PropertyType): string | number | boolean | undefined {
  if (type === 'text') {
    if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
    return typeof value === 'boolean' ? String(value) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  if (type !== 'number' && type !== 'integer') return undefined;
  const number = Number(value);
  const exact = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/.test(value) && String(number) === value;
  return exact && isOfType(number, type) ? number : undefined;
}
