import type { DimensionTold, OfAnswer } from '#src/insights/health/index.ts';
import { Part } from '../../ui/Parts.tsx';
import { nameOf, type Saying } from './saying.ts';

/** What each euro brings, in words: how many of those who pay about as much get less, and who they are. */
export function PerEuro({ one, saying }: { readonly one: OfAnswer; readonly saying: Saying }) {
  const { words } = saying;
  const told = one.template.template.dimensions.flatMap((dimension, i) => {
    const own = one.row.dimensions[i]?.perEuro;
    return own === undefined || (!own.known && own.why === 'lower_is_better') ? [] : [{ dimension, own }];
  });
  if (told.length === 0) return null;
  return (
    <Part title={words.t('health.per_euro_title')}>
      <ul>
        {told.map(({ dimension, own }) => (
          <li key={dimension.key}>
            {words.t('shell.pair', { name: nameOf(dimension, words), value: saidOf(own, one, saying) })}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function saidOf(
  own: DimensionTold['perEuro'],
  { unit }: Pick<OfAnswer, 'unit'>,
  { words: { t }, figures }: Saying,
): string {
  if (!own.known) return t(`health.per_euro_why.${own.why === 'lower_is_better' ? 'unknown' : own.why}`);
  const { percentile, band } = own.value;
  const money = (amount: number) => figures.money(amount, band.currency, 0);
  const among = { count: band.holders, unit, from: money(band.from), to: money(band.to) };
  return percentile.known
    ? t('health.per_euro_one', { share: figures.share(percentile.value), ...among })
    : t('health.per_euro_few', among);
}
