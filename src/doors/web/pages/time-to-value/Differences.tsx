import type { CurveAnswer } from '#src/insights/time-to-value/index.ts';
import { Fold } from '../../ui/Answered.tsx';
import { type FiguresRow, FiguresTable, Known } from '../../ui/Figure.tsx';
import { pSaid, pWithSign } from '../../ui/p-value.ts';
import styles from './Result.module.css';
import { type Group, groupKey, groupName, type Saying } from './saying.ts';
import type { CurveAsked } from './search.ts';

type Difference = NonNullable<CurveAnswer['difference']>;
type Pair = Difference['pairs'][number];

interface DifferencesProps {
  readonly difference: Difference;
  readonly asked: CurveAsked;
  readonly saying: Saying;
}

/** Whether the groups differ: over all of them in words, then pair by pair, the surest first. */
export function Differences(props: DifferencesProps) {
  const { difference, saying } = props;
  const { t } = saying.words;
  const sure = difference.pairs.filter(({ sooner }) => sooner !== 'cannot_say');
  const unsure = difference.pairs.filter(({ sooner }) => sooner === 'cannot_say');
  return (
    <section aria-label={t('ttv.differences')}>
      <h3 className={styles.heading}>{t('ttv.differences')}</h3>
      <p className={styles.said}>{overallSaid(difference, sure.length, saying)}</p>
      {sure.length > 0 && <Pairs {...props} pairs={sure} caption={t('ttv.pairs_sure')} />}
      {unsure.length > 0 && (
        <Fold title={t('ttv.pairs_unsure', { count: unsure.length })}>
          <Pairs {...props} pairs={unsure} caption={t('ttv.pairs_unsure', { count: unsure.length })} />
        </Fold>
      )}
    </section>
  );
}

function overallSaid(
  { p, pairs, differ }: Difference,
  sure: number,
  { words: { t }, figures }: Saying,
): string {
  if (!p.known) return t('ttv.log_rank_unknown');
  const said = pWithSign(p.value, figures.decimal);
  if (!differ) return t('ttv.log_rank_no', { p: said });
  return t('ttv.log_rank_yes', { p: said, sure, pairs: pairs.length });
}

function Pairs({
  pairs,
  caption,
  asked,
  saying,
}: DifferencesProps & { pairs: readonly Pair[]; caption: string }) {
  const { words, figures } = saying;
  const { t } = words;
  const name = (group: Group) => groupName(group, asked, saying);
  return (
    <FiguresTable
      caption={caption}
      heads={[t('ttv.pair_one'), t('ttv.pair_other'), t('ttv.pair_says'), t('ttv.pair_p')]}
      rows={pairs.map(
        ({ first, second, sooner, correctedP }): FiguresRow => ({
          id: `${groupKey(first)} ${groupKey(second)}`,
          label: name(first),
          cells: [
            name(second),
            sooner === 'cannot_say' ? t('ttv.cannot_say') : name(sooner === 'first' ? first : second),
            <Known key="p" figure={correctedP}>
              {(value) => pSaid(value, figures.decimal)}
            </Known>,
          ],
        }),
      )}
    />
  );
}
