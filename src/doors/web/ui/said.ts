import { codeOf, Problem } from '../problem.ts';
import type { Word, Words } from '../words/index.ts';
import { expectedSaid, fieldSaid, namesThere, nearName } from './expected.ts';

/** Words that fit a form better than those of the code, such as where only a one-time code can be wrong. */
export type Instead = Readonly<Record<string, Word>>;

/** What went wrong, in the reader's words: what happened, what was kept, what to do. */
export function saidOf(error: unknown, words: Words, instead: Instead = {}): string {
  const { t, knows } = words;
  const code = codeOf(error);
  const word = instead[code] ?? `refusal.${code}`;
  const body = error instanceof Problem ? error.body : undefined;
  const came = isPlain(body?.got) ? String(body.got) : undefined;
  const said = t(knows(word) ? word : 'refusal.other', {
    code,
    requestId: body?.requestId ?? '',
    field: body?.field || 'none',
    got: came ?? '…',
    // What was asked for and what came, where the words of the code can say it; « none » where there is nothing to say.
    named: fieldSaid(body?.field, words) ?? 'none',
    expected: expectedSaid(body?.expected, words) ?? 'none',
    came: came || 'none',
  });
  const near = nearSaid(body?.expected, words);
  return near === undefined ? said : `${said} ${near}`;
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The name that was probably meant, or those that there are. */
function nearSaid(expected: string | undefined, { t, intl }: Words): string | undefined {
  const near = nearName(expected);
  if (near !== undefined) return t('expected.near', { name: near });
  const { names, more } = namesThere(expected);
  if (names.length === 0) return undefined;
  const listed = more === 0 ? names : [...names, t('expected.others', { more })];
  return t('expected.there', { names: intl.formatList(listed) });
}

/** Why an event or a row was set aside, and what would have been stored, from the code of its reason. */
export function reasonSaid(code: string, { t, knows }: Words): { reason: string; wanted: string } {
  const word = (kind: 'reason' | 'wanted'): Word => {
    const named = `${kind}.${code}`;
    return knows(named) ? named : `${kind}.other`;
  };
  return { reason: t(word('reason'), { code }), wanted: t(word('wanted')) };
}
