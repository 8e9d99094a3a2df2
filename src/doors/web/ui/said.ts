import { codeOf, Problem } from '../problem.ts';
import type { Words } from '../words/index.ts';

/** What went wrong, in the reader's words: what happened, what was kept, what to do. */
export function saidOf(error: unknown, { t, knows }: Words): string {
  const word = `refusal.${codeOf(error)}`;
  const body = error instanceof Problem ? error.body : undefined;
  if (knows(word))
    return t(word, { requestId: body?.requestId ?? '', expected: body?.expected ?? '', code: codeOf(error) });
  return t('refusal.other', { code: codeOf(error), expected: body?.expected ?? body?.detail ?? '…' });
}
