import type { Offer } from '#src/customers/offers/index.ts';
import { cents } from '../../ui/cents.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** A day of every year, as people say it: « 15 nov. ». */
export const dayOfYear = (day: string, figures: Pick<Figures, 'day'>): string =>
  figures.day(`2001-${day}`, 'tiny');

/** What is worth saying of an offer, in a few words each. */
export function termsSaid({ kind, terms }: Offer, { t }: Pick<Words, 't'>, figures: Figures): string[] {
  const { season, termDays, graceDays, prices, entitlements, marginShare } = terms;
  const differentiating = entitlements.filter((one) => one.differentiating).length;
  return [
    ...prices.map(({ amount, currency, period }) =>
      t('offers.price_said', { price: cents(Number(amount), currency, figures), period }),
    ),
    ...(season === null
      ? []
      : [
          t('offers.season_said', {
            from: dayOfYear(season.from, figures),
            to: dayOfYear(season.to, figures),
          }),
        ]),
    ...(termDays === null ? [] : [t('offers.term_said', { days: termDays })]),
    ...(kind === 'intentional' ? [t('offers.grace_said', { days: graceDays })] : []),
    ...(entitlements.length === 0
      ? []
      : [t('offers.entitlements_said', { count: entitlements.length, differentiating })]),
    ...(marginShare === null ? [] : [t('offers.margin_said', { share: figures.share(marginShare) })]),
  ];
}
