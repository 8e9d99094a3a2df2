import type { Person } from './personal-data.ts';

/** What stands where a person was named. */
export const erased = '[erased]';

/** The same within a text, for words shorter than that: no text outgrows what it may be long. */
const erasedWord = '[…]';

/** Shorter ones are not looked for within texts: "7", "an" and "250" would be words of anybody. */
export const shortestWord = 4;

/** Everything that names the person: ids, addresses, telephone numbers, full names. */
export const wordsOf = ({ userIds, anonymousIds, names }: Person): string[] =>
  [...new Set([...userIds, ...anonymousIds, ...names])].filter((word) => word !== '');

/** Whether a value is one of the person's words, whole: a number as it is written, an address whatever its case. */
export function valueNames(person: Person): (value: string | number) => boolean {
  const words = new Set(wordsOf(person).map(folded));
  return (value) => words.has(folded(String(value)));
}

const amount = /^-?\d{1,7}$/;

/** The person without ids that look like amounts: in free JSON, "7" may be anybody's number of seats. */
export const withoutAmounts = (person: Person): Person => ({
  ...person,
  userIds: person.userIds.filter((id) => !amount.test(id)),
  anonymousIds: person.anonymousIds.filter((id) => !amount.test(id)),
});

const folded = (text: string): string => (text.includes('@') ? text.toLowerCase() : text);

/**
 * A text without the person's words, where they stand as whole words of at least four characters; `anne-julie` and
 * `julie@other.fr` do not name `julie`.
 */
export function textWithout(person: Person): (text: string) => string {
  const words = wordsOf(person)
    .filter(({ length }) => length >= shortestWord)
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) return (text) => text;
  const any = words.map((word) => (word.includes('@') ? `(?i:${escaped(word)})` : escaped(word))).join('|');
  const whole = new RegExp(
    `(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}_][.@+-])(?:${any})(?![\\p{L}\\p{N}_]|[.@+-][\\p{L}\\p{N}_])`,
    'gu',
  );
  return (text) => text.replace(whole, (word) => (word.length < erased.length ? erasedWord : erased));
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** How a word may stand in JSON: as text, as text with escapes, and a number bare, before a comma or an end. */
export function jsonWritings(word: string): string[] {
  const text = JSON.stringify(word);
  const ascii = text.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const bare = /^-?\d+$/.test(word)
    ? [',', '}', ' ', '\n'].flatMap((end) => [`:${word}${end}`, `: ${word}${end}`])
    : [];
  return [...new Set([text, ascii, text.replaceAll('/', '\\/'), ...bare])];
}
