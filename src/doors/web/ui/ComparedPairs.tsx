import type { PairCell } from '#src/insights/comparison/index.ts';
import { Whiskers } from '../charts/Whiskers.tsx';
import { useFigures, useWords } from '../words/index.ts';
import { Fold } from './Answered.tsx';
import styles from './ComparedPairs.module.css';
import { pSaid, pWithSign } from './p-value.ts';

type Words = { readonly fr: string; readonly en: string };

/** Two groups held against each other, whatever was asked. */
export interface ComparedPair {
  readonly first: number;
  readonly second: number;
  readonly overlap: number;
  readonly verdict: PairCell['verdict'];
  readonly words: Words;
  readonly curve?: { readonly correctedP: number } | null;
  /** The figure that is spoken of; undefined where there is none. */
  readonly cell: Omit<PairCell, 'interval' | 'words'> | undefined;
}

export interface ComparedPairsProps {
  readonly pairs: readonly ComparedPair[];
  /** Names of the groups, in their order. */
  readonly names: readonly Words[];
}

const usePairName = (names: readonly Words[]) => {
  const { t, said } = useWords();
  const name = (place: number) => said(names[place] ?? { fr: '', en: '' });
  return ({ first, second }: ComparedPair) => t('compare.pair', { first: name(first), second: name(second) });
};

/** The difference of every two groups, with its interval, around zero. */
export function Differences({ pairs, names }: ComparedPairsProps) {
  const figures = useFigures();
  const nameOf = usePairName(names);
  const rows = pairs.flatMap((pair) => {
    const { cell } = pair;
    if (!cell?.difference.known || cell.low === null || cell.high === null) return [];
    const { low, high } = cell;
    return [
      {
        id: `${pair.first}-${pair.second}`,
        label: nameOf(pair),
        value: cell.difference.value,
        low,
        high,
        sure: cell.verdict === 'different',
      },
    ];
  });
  return <Whiskers rows={rows} format={(share) => figures.points(share)} />;
}

/** So many pairs are told at once; of many groups the others are folded. */
const mostTold = 6;

/** What may be said of every two groups: those that differ first. */
export function ComparedPairs({ pairs, names }: ComparedPairsProps) {
  const { t } = useWords();
  const differing = (one: ComparedPair) => (one.verdict === 'different' ? 0 : 1);
  const sorted = pairs.toSorted((a, b) => differing(a) - differing(b));
  const [told, others] = [sorted.slice(0, mostTold), sorted.slice(mostTold)];
  return (
    <>
      <PairsOf pairs={told} names={names} />
      {others.length > 0 && (
        <Fold title={t('compare.other_pairs', { count: others.length })}>
          <PairsOf pairs={others} names={names} />
        </Fold>
      )}
    </>
  );
}

function PairsOf({ pairs, names }: ComparedPairsProps) {
  const nameOf = usePairName(names);
  return (
    <div className={styles.pairs}>
      {pairs.map((pair) => (
        <PairFacts key={`${pair.first}-${pair.second}`} pair={pair} title={nameOf(pair)} />
      ))}
    </div>
  );
}

function PairFacts({ pair, title }: { pair: ComparedPair; title: string }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const { cell, curve } = pair;
  return (
    <section className={styles.pair}>
      <h4 className={styles.pairTitle}>
        {title}{' '}
        <span className={styles.chip} data-verdict={pair.verdict}>
          {t(`compare.verdict.${pair.verdict}`)}
        </span>
      </h4>
      <p>{said(pair.words)}</p>
      <dl className={styles.facts}>
        {cell?.difference.known && cell.low !== null && cell.high !== null && (
          <div>
            <dt>{t('compare.difference')}</dt>
            <dd>
              {t('compare.difference_value', { points: figures.points(cell.difference.value) })}
              <small>
                {t('compare.interval_value', {
                  low: figures.points(cell.low),
                  high: figures.points(cell.high),
                })}
              </small>
            </dd>
          </div>
        )}
        {cell?.correctedP.known && (
          <div>
            <dt>{t('compare.p')}</dt>
            <dd>
              {pSaid(cell.correctedP.value, figures.decimal)}
              <small>{t(`compare.test_${cell.test}`)}</small>
            </dd>
          </div>
        )}
        {cell && (
          <div>
            <dt>{t('compare.needed_per_group')}</dt>
            <dd>
              {figures.count(cell.neededPerGroup)}
              <small>
                {cell.stillNeeded > 0
                  ? t('compare.needed', { count: cell.stillNeeded })
                  : t('compare.enough')}
              </small>
            </dd>
          </div>
        )}
      </dl>
      {curve && (
        <p className={styles.small}>
          {t('compare.curve_p', { p: pWithSign(curve.correctedP, figures.decimal) })}
        </p>
      )}
      {pair.overlap > 0 && <p className={styles.small}>{t('compare.overlap', { count: pair.overlap })}</p>}
    </section>
  );
}
