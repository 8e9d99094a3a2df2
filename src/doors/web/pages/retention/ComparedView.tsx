import { Stack, Text } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import type { Compared } from '#src/insights/comparison/index.ts';
import type { RetentionGrid } from '#src/insights/retention/index.ts';
import type { CurveLine } from '../../charts/curve-option.ts';
import { Whiskers } from '../../charts/Whiskers.tsx';
import { pSaid, pWithSign } from '../../ui/p-value.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './ComparedView.module.css';
import { axisSaid, columnSaid, heads, type Saying } from './shape.ts';

const Curves = lazy(() => import('../../charts/Curves.tsx'));

type Pair = Compared['pairs'][number];

/** What a comparison found: verdict, curves, each difference with its interval. */
export function ComparedView({
  compared,
  grid,
  saying,
}: {
  compared: Compared;
  grid: RetentionGrid;
  saying: Saying;
}) {
  const { t, said } = useWords();
  const figures = useFigures();
  const lines = useMemo(() => armLines(compared, saying), [compared, saying]);
  const columns = useMemo(
    () =>
      heads(grid, saying)
        .slice(1)
        .map(({ label }) => label),
    [grid, saying],
  );
  const at = compared.interval;
  const pairs = compared.pairs.map((pair) => ({
    pair,
    cell: pair.cells.find(({ interval }) => interval === at),
  }));
  const name = (place: number) => said(compared.arms[place]?.name ?? { fr: '', en: '' });
  return (
    <Stack gap="lg">
      <p className={styles.verdict}>{said(compared.verdict)}</p>
      <Suspense fallback={null}>
        <Curves
          lines={lines}
          columns={columns}
          axis={axisSaid(saying)}
          percent={figures.share}
          said={said(compared.verdict)}
          height={240}
        />
      </Suspense>
      {at !== null && (
        <h3
          className={styles.heading}
        >{`${t('compare.difference')}, ${columnSaid(grid, at, saying).toLowerCase()}`}</h3>
      )}
      <Whiskers
        rows={pairs.flatMap(({ pair, cell }) =>
          cell?.difference.known && cell.low !== null && cell.high !== null
            ? [
                {
                  id: `${pair.first}-${pair.second}`,
                  label: t('compare.pair', { first: name(pair.first), second: name(pair.second) }),
                  value: cell.difference.value,
                  low: cell.low,
                  high: cell.high,
                  sure: cell.verdict === 'different',
                },
              ]
            : [],
        )}
        format={(share) => figures.points(share)}
      />
      {pairs.map(({ pair, cell }) => (
        <PairFacts
          key={`${pair.first}-${pair.second}`}
          pair={pair}
          cell={cell}
          title={t('compare.pair', { first: name(pair.first), second: name(pair.second) })}
        />
      ))}
      <Text size="sm" c="dimmed">
        {said(compared.definition)}
      </Text>
    </Stack>
  );
}

function PairFacts({
  pair,
  cell,
  title,
}: {
  pair: Pair;
  cell: Pair['cells'][number] | undefined;
  title: string;
}) {
  const { t, said } = useWords();
  const figures = useFigures();
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
            <dt>{t('retention.size')}</dt>
            <dd>
              {cell.stillNeeded > 0
                ? t('compare.needed', { count: figures.count(cell.stillNeeded) })
                : t('compare.enough')}
            </dd>
          </div>
        )}
      </dl>
      {pair.curve && (
        <p className={styles.small}>
          {t('compare.curve_p', { p: pWithSign(pair.curve.correctedP, figures.decimal) })}
        </p>
      )}
      {pair.overlap > 0 && <p className={styles.small}>{t('compare.overlap', { count: pair.overlap })}</p>}
    </section>
  );
}

const armLines = ({ arms }: Compared, { words, figures }: Saying): CurveLine[] =>
  arms.slice(0, 7).map(({ name, cells }, at) => ({
    id: String(at),
    name: words.said(name),
    kind: at < 6 ? at : 'others',
    points: cells
      .filter(({ interval }) => interval > 0)
      .map(({ share, eligible, low, high, returned }) => ({
        share: share.known && eligible > 0 ? share.value : null,
        low,
        high,
        note: `, ${figures.count(returned)} / ${figures.count(eligible)}`,
      })),
  }));
