/**
 * The object that was received, as text of JSON. A whole number beyond what JavaScript can count keeps its digits, as text.
 *
 * @param text '' where none came
 */
export function receivedObject(text: string): Record<string, unknown> {
  if (text === '') return {};
  return /\d{16}/.test(text) ? JSON.parse(text, withDigits) : JSON.parse(text);
}

const withDigits = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;
