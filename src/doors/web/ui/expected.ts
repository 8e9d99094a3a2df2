import type { Word, Words } from '../words/index.ts';

/** The name that the server thinks was meant, out of what it says it expected; undefined where it knows none. */
export const nearName = (expected: string | undefined): string | undefined =>
  /perhaps “(.+)” is meant/.exec(expected ?? '')?.[1];

/** The names that there are, where none is near; and how many are not listed. */
export function namesThere(expected: string | undefined): { names: string[]; more: number } {
  const [, listed = '', more = '0'] = /there are (“.*”)(?:, and (\d+) more)?$/.exec(expected ?? '') ?? [];
  return { names: [...listed.matchAll(/“([^”]*)”/g)].map(([, name = '']) => name), more: Number(more) };
}

/** What is expected of values, as schemas say it, with the words of the page. */
const ways: readonly (readonly [RegExp, Word])[] = [
  [/expected (?:number|int) to be >=\s*(\S+)/, 'expected.at_least'],
  [/expected (?:number|int) to be <=\s*(\S+)/, 'expected.at_most'],
  [/expected (?:number|int) to be >\s*(\S+)/, 'expected.more_than'],
  [/expected (?:number|int) to be <\s*(\S+)/, 'expected.less_than'],
  [/expected array to have >=(\d+) items/, 'expected.items_at_least'],
  [/expected array to have <=(\d+) items/, 'expected.items_at_most'],
  [/expected string to have >=(\d+) characters/, 'expected.characters_at_least'],
  [/expected string to have <=(\d+) characters/, 'expected.characters_at_most'],
  [/^Invalid option/, 'expected.option'],
  [/expected (?:number|int)\b/, 'expected.number'],
  [/expected string\b/, 'expected.text'],
  [/expected array\b/, 'expected.list'],
];

/** What the server expected, as the page says it; in the server's English where the page has no words for it. */
export function expectedSaid(expected: string | undefined, { t }: Words): string | undefined {
  if (expected === undefined || expected === '' || expected === 'Invalid input') return undefined;
  for (const [shape, word] of ways) {
    const found = shape.exec(expected);
    if (found) return t(word, { count: Number(found[1] ?? 0) });
  }
  return t('expected.as_said', { expected });
}

/** What a part of an address is called: as its page calls it (`retention`), where that is in another way than elsewhere. */
export function partSaid(part: string, page: string | undefined, { t, knows }: Words): string {
  const named = [`address.part.${page}.${part}`, `address.part.${part}`].find(knows);
  return named === undefined ? part : t(named);
}

/** What a field is called on the page: `window.amount` is « la durée »; « les étapes, n° 3 » of `steps[2].event`. */
export function fieldSaid(field: string | undefined, { t, knows }: Words): string | undefined {
  if (field === undefined || field === '') return undefined;
  const [, head = field, at] = /^([^.[]+)(?:[.[](\d+))?/.exec(field) ?? [];
  const word = `address.part.${head}`;
  const name = knows(word) ? t(word) : t('expected.field', { field });
  return at === undefined ? name : t('expected.place', { name, place: Number(at) + 1 });
}
