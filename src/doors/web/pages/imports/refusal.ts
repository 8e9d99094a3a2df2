import { reasonSaid } from '../../ui/said.ts';
import type { Words } from '../../words/index.ts';

/** A row that is not stored: the code of the reason, the field, and what came. */
interface Refusal {
  readonly reason: string;
  readonly field: string;
  readonly got: string;
}

/**
 * Which field, what was expected of it and what came, on one line.
 *
 * @param wanted said more closely than the reason says it, such as the format of a date
 */
export function refusalDetail({ reason, field, got }: Refusal, words: Words, wanted?: string): string {
  const { t, knows } = words;
  const named = `field.${field}`;
  // A row of the wrong width says « 5 cells »; the reason already says of what.
  const came = reason === 'imports.cells' ? got.replace(/\D+$/, '') : got;
  return [
    knows(named) ? t(named) : field,
    t('aside.expected', { expected: wanted ?? reasonSaid(reason, words).wanted }),
    came === '' ? '' : t('aside.got', { got: came }),
  ]
    .filter(Boolean)
    .join(' · ');
}
