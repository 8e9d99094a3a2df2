import type { PeriodName } from '../../ui/dates.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
  readonly period: PeriodName;
}
