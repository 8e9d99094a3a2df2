import type { CurveAnswer, Waits } from '#src/insights/time-to-value/index.ts';
import { periodLabel } from '../../ui/dates.ts';
import type { Told } from '../../ui/Figure.tsx';
import { valueSaid } from '../../ui/in-segment.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { CurveAsked } from './search.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

type Pair = NonNullable<CurveAnswer['difference']>['pairs'][number];
export type Group = Pair['first'];

/** A group as it is named: a month, a value, others. */
export function groupName({ kind, value }: Group, asked: CurveAsked, { words, figures }: Saying): string {
  if (kind === 'all') return words.t('ask.all_together');
  if (kind === 'others') return words.t('ask.others');
  if (kind === 'missing' || value === null) return words.t('ask.missing');
  const period = asked.apart?.by === 'period' ? asked.apart.period : null;
  return kind === 'period' && period ? periodLabel(value, period, words, figures) : valueSaid(value, words);
}

/** The same group wherever it is named. */
export const groupKey = ({ kind, value }: Group): string => `${kind}/${value ?? ''}`;

/** A length of time: « 3,5 jours », « 6 heures ». */
export function lengthSaid(days: number, { words: { t }, figures }: Saying): string {
  const hours = days < 2 && !Number.isInteger(days);
  const value = hours ? Math.round(days * 24) : days;
  const said = figures.decimal(value, value < 10 ? 1 : 0);
  return t(hours ? 'ttv.hours' : 'ttv.days', { count: value, said });
}

/** A length with both its borders: « 8–11 jours »; null while one is not known. */
export function lengthRange({ median }: Pick<Waits, 'median'>, saying: Saying): string | null {
  if (!median.known || median.value.low === null || median.value.high === null) return null;
  return `${lengthSaid(median.value.low, saying)} – ${lengthSaid(median.value.high, saying)}`;
}

/** The length of an estimate as a figure of a table. */
export const daysOf = (found: Waits['median']): Told =>
  found.known ? { known: true, value: found.value.days } : found;

/** The groups in which there is anybody. */
export const peopledGroups = ({ groups }: Pick<CurveAnswer, 'groups'>): Waits[] =>
  groups.filter(({ customers }) => customers > 0);

/** The groups whose curves are drawn: the largest, or of periods the latest, in the order in which they are told. */
export function drawnGroups(answer: Pick<CurveAnswer, 'everyone' | 'groups'>): Waits[] {
  const some = peopledGroups(answer);
  if (some.length === 0) return [answer.everyone];
  const periods = some.every(({ group }) => group.kind === 'period');
  const chosen = periods ? some.slice(-6) : some.toSorted((a, b) => b.customers - a.customers).slice(0, 6);
  return some.filter((one) => chosen.includes(one));
}
