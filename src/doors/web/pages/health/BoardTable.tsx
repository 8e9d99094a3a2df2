import type { Board, DimensionTold, Row } from '#src/insights/health/index.ts';
import type { Dimension } from '#src/insights/health-measures/index.ts';
import { Sideways } from '../../ui/Sideways.tsx';
import styles from './Board.module.css';
import { ColourCell } from './ColourCell.tsx';
import { colourSaid, figureSaid, holderName, judgedOf, nameOf, priceSaid, type Saying } from './saying.ts';

export interface BoardTableProps {
  readonly board: Board;
  readonly rows: readonly Row[];
  readonly saying: Saying;
  readonly onHolder: (holder: string) => void;
}

/** Accounts and their dimensions as a heat table: each colour bears its figure, and a red one is named beside the score. */
export function BoardTable({ board, rows, saying, onHolder }: BoardTableProps) {
  const { t } = saying.words;
  const { dimensions } = board.template.template;
  return (
    <Sideways label={t('health.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              {t('health.holder', { unit: board.unit })}
            </th>
            <th scope="col">{t('health.score')}</th>
            <th scope="col">{t('health.coverage')}</th>
            {dimensions.map((dimension) => (
              <th key={dimension.key} scope="col">
                {nameOf(dimension, saying.words)}
              </th>
            ))}
            <th scope="col">{t('health.stake')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <HolderRow key={row.key} row={row} dimensions={dimensions} saying={saying} onHolder={onHolder} />
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

interface HolderRowProps extends Pick<BoardTableProps, 'saying' | 'onHolder'> {
  readonly row: Row;
  readonly dimensions: readonly Dimension[];
}

function HolderRow({ row, dimensions, saying, onHolder }: HolderRowProps) {
  const { words, figures } = saying;
  const { t } = words;
  const red = dimensions.filter(({ key }) => row.red.includes(key)).map((one) => nameOf(one, words));
  const name = holderName(row.holder);
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <button
          type="button"
          className={styles.opens}
          aria-label={t('health.open_one', { name })}
          onClick={() => onHolder(row.holder.customer === null ? row.holder.id : String(row.holder.customer))}
        >
          {name}
        </button>
        {name !== row.holder.id && <small className={styles.id}>{row.holder.id}</small>}
        {row.improving && <small className={styles.better}>↗ {t('health.improving')}</small>}
      </th>
      <td>
        <ColourCell colour={row.colour} said={colourSaid(row.colour, words)}>
          {row.score === null ? '–' : figures.count(row.score)}
          {red.length > 0 && row.colour !== 'red' && (
            <small className={styles.beside}>▼ {t('health.red_beside', { names: figures.list(red) })}</small>
          )}
        </ColourCell>
      </td>
      <td>
        <span className={styles.plain}>{figures.share(row.coverage)}</span>
      </td>
      {dimensions.map((dimension, i) => {
        const told = row.dimensions[i];
        return (
          <td key={dimension.key}>
            {told && <DimensionCell dimension={dimension} told={told} saying={saying} />}
          </td>
        );
      })}
      <td>
        <span className={styles.plain}>{priceSaid(row.price, saying)}</span>
      </td>
    </tr>
  );
}

const arrows = { better: '↗', worse: '↘', same: '→' } as const;

/** A dimension's figure with its colour, trend and place among those who pay as much. */
function DimensionCell({ dimension, told, saying }: DimensionCellProps) {
  const { words, figures } = saying;
  const { t } = words;
  const value = figureSaid(dimension, judgedOf(dimension, told), saying);
  const { perEuro } = told;
  const lines = [
    t('health.cell_said', { name: nameOf(dimension, words), value, colour: colourSaid(told.colour, words) }),
    ...(told.trend === null ? [] : [t(`health.trend.${told.trend}`)]),
    ...(told.silent ? [t('health.silent')] : []),
    ...(perEuro.known && perEuro.value.percentile.known
      ? [t('health.per_euro', { share: figures.share(perEuro.value.percentile.value) })]
      : []),
  ];
  return (
    <ColourCell colour={told.colour} said={lines.join(' · ')}>
      {told.colour === null ? <small>{value}</small> : value}
      {told.trend !== null && (
        <>
          {' '}
          <span role="img" aria-label={t(`health.trend.${told.trend}`)}>
            {arrows[told.trend]}
          </span>
        </>
      )}
    </ColourCell>
  );
}

interface DimensionCellProps {
  readonly dimension: Dimension;
  readonly told: DimensionTold;
  readonly saying: Saying;
}
