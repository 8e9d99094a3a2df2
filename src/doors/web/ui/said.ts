import { codeOf, Problem } from '../problem.ts';
import type { Word, Words } from '../words/index.ts';

/** Words that fit a form better than those of the code, such as where only a one-time code can be wrong. */
export type Instead = Readonly<Record<string, Word>>;

/** What went wrong, in the reader's words: what happened, what was kept, what to do. */
export function saidOf(error: unknown, { t, knows }: Words, instead: Instead = {}): string {
  const code = codeOf(error);
  const word = instead[code] ?? `refusal.${code}`;
  const body = error instanceof Problem ? error.body : undefined;
  return t(knows(word) ? word : 'refusal.other', {
    code,
    requestId: body?.requestId ?? '',
    field: body?.field || 'none',
    got: typeof body?.got === 'string' || typeof body?.got === 'number' ? body.got : '…',
  });
}

/** Why an event or a row was set aside, and what would have been stored, from the code of its reason. */
export function reasonSaid(code: string, { t, knows }: Words): { reason: string; wanted: string } {
  const word = (kind: 'reason' | 'wanted'): Word => {
    const named = `${kind}.${code}`;
    return knows(named) ? named : `${kind}.other`;
  };
  return { reason: t(word('reason'), { code }), wanted: t(word('wanted')) };
}
