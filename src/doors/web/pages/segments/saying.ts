import type { Segment } from '#src/customers/segments/index.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { Of } from './rule.ts';

type Did = Of<'did'>;
export type Window = Did['window'];
export type Amount = Did['amount'];

/** When, as the sentence says it: « dans les 7 derniers jours ». */
export function windowSaid(window: Window, { t }: Pick<Words, 't'>, figures: Pick<Figures, 'day'>): string {
  if (window.kind === 'ever') return t('segments.window.ever');
  if (window.kind === 'last') return t(`segments.window.${window.unit}`, { amount: window.amount });
  if (window.kind === 'before_last') return t('segments.window.before_last', { days: window.days });
  return t('segments.window.between', { from: figures.day(window.from), to: figures.day(window.to) });
}

/** How often, or how much. Nobody « n’a pas fait au moins une fois »: they did not at all. */
export function amountSaid(
  { amount, inside }: Pick<Did, 'amount' | 'inside'>,
  { t }: Pick<Words, 't'>,
  figures: Pick<Figures, 'decimal'>,
): string {
  if (amount.kind === 'quantity')
    return t(`segments.amount.quantity_${amount.how}`, {
      quantity: figures.decimal(amount.quantity, 2),
      property: amount.property,
    });
  if (!inside && amount.how === 'at_least' && amount.times === 1) return t('segments.amount.at_all');
  return t(`segments.amount.${amount.how}`, { times: amount.times });
}

/** How the keeping of a segment stands, in words: « à jour il y a 12 secondes ». */
export function keptSaid(
  { retiredAt, freshAt, counting, size }: Pick<Segment, 'retiredAt' | 'freshAt' | 'counting' | 'size'>,
  { t }: Pick<Words, 't'>,
  { figures, now, timezone }: KeptSaying,
): string {
  if (retiredAt !== null) return t('segments.retired_at', { date: figures.moment(retiredAt, timezone) });
  if (size === null || freshAt === null) return t('segments.first_count');
  const fresh = t('segments.fresh', { ago: figures.ago(freshAt, Math.max(now, Date.parse(freshAt))) });
  return counting ? `${fresh} · ${t('segments.counting')}` : fresh;
}

interface KeptSaying {
  readonly figures: Figures;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly timezone: string;
}
