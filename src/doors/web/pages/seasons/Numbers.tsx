import type { SeasonsAnswer, SeasonWhich } from '#src/insights/seasons/index.ts';
import { FiguresTable, Known, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { Part, Parts } from '../../ui/Parts.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { SeasonColumns, useSeasonName } from './SeasonColumns.tsx';
import { standings } from './search.ts';

interface NumbersProps {
  readonly found: SeasonsAnswer;
  readonly onOpen: (open: SeasonWhich) => void;
}

/** Where people stand today, season after season, this one against the last, and what is expected of the next. */
export function Numbers({ found, onOpen }: NumbersProps) {
  const { t } = useWords();
  return (
    <>
      <SeasonColumns found={found} onOpen={onOpen} />
      <ByStanding found={found} onOpen={onOpen} />
      <BySeason found={found} onOpen={onOpen} />
      <Parts>
        {found.comparison && (
          <Part title={t('seasons.comparison')}>
            <Comparison comparison={found.comparison} rows={found.rows} />
          </Part>
        )}
        {found.expected && (
          <Part title={t('seasons.expected', { year: String(found.expected.year) })}>
            <Expected expected={found.expected} onOpen={onOpen} />
          </Part>
        )}
      </Parts>
    </>
  );
}

function ByStanding({ found: { standings: told, own }, onOpen }: NumbersProps) {
  const { t } = useWords();
  if (told === null) return null;
  return (
    <>
      <FiguresTable
        caption={t('seasons.standings')}
        heads={[t('seasons.standings'), t('seasons.people')]}
        rows={standings
          .filter((standing) => told[standing] > 0)
          .map((standing) => ({
            id: standing,
            label: t(`seasons.standing.${standing}`),
            cells: [
              <Opens
                key="people"
                count={told[standing]}
                label={t(`seasons.standing.${standing}`)}
                onOpen={() => onOpen({ kind: 'standing', standing })}
              />,
            ],
          }))}
      />
      {own > 0 && <p>{t('seasons.own', { count: own })}</p>}
    </>
  );
}

const counted = ['came', 'eligible', 'returned', 'missed', 'back'] as const;

function BySeason({ found, onOpen }: NumbersProps) {
  const { t } = useWords();
  const seasonName = useSeasonName();
  const opens = (
    row: SeasonsAnswer['rows'][number],
    part: (typeof counted)[number] | 'fresh',
    count: number,
  ) => (
    <Opens
      key={part}
      count={count}
      label={`${t(`seasons.part.${part}`)}, ${row.year}`}
      onOpen={() => onOpen({ kind: 'season', year: row.year, part })}
    />
  );
  return (
    <FiguresTable
      caption={t('seasons.table')}
      heads={[
        t('seasons.part.season'),
        ...counted.map((part) => t(`seasons.part.${part}`)),
        t('seasons.part.fresh'),
        t('seasons.part.share'),
      ]}
      rows={found.rows.toReversed().map((row) => ({
        id: String(row.year),
        label: seasonName(row),
        running: row.state === 'running',
        aside: row.state === 'running' ? t('ask.running') : undefined,
        cells: [
          ...counted.map((part) => opens(row, part, row[part])),
          <Known key="fresh" figure={row.fresh}>
            {(count) => opens(row, 'fresh', count)}
          </Known>,
          <ShareFigure key="share" share={row.share} low={row.low} high={row.high} />,
        ],
      }))}
    />
  );
}

interface ComparisonProps {
  readonly comparison: NonNullable<SeasonsAnswer['comparison']>;
  readonly rows: SeasonsAnswer['rows'];
}

function Comparison({ comparison, rows }: ComparisonProps) {
  const { t } = useWords();
  const figures = useFigures();
  const seasonName = useSeasonName();
  const named = (year: number) => {
    const row = rows.find((one) => one.year === year);
    return row ? seasonName(row) : String(year);
  };
  return (
    <>
      <FiguresTable
        caption={t('seasons.comparison')}
        heads={[
          t('seasons.part.season'),
          t('seasons.part.eligible'),
          t('seasons.part.returned'),
          t('seasons.part.share'),
        ]}
        rows={[comparison.now, comparison.before].map((side) => ({
          id: String(side.year),
          label: named(side.year),
          cells: [
            figures.count(side.eligible),
            figures.count(side.returned),
            <ShareFigure key="share" share={side.share} low={side.low} high={side.high} />,
          ],
        }))}
      />
      <p>
        {t(comparison.until === null ? 'seasons.whole' : 'seasons.so_far')}{' '}
        {t(`kinds.verdict.${comparison.verdict}`)}{' '}
        {comparison.stillNeeded > 0 && t('seasons.needed', { count: comparison.stillNeeded })}
      </p>
    </>
  );
}

interface ExpectedProps {
  readonly expected: NonNullable<SeasonsAnswer['expected']>;
  readonly onOpen: NumbersProps['onOpen'];
}

function Expected({ expected, onOpen }: ExpectedProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { returns, low, high } = expected;
  return (
    <>
      <FiguresTable
        caption={t('seasons.expected', { year: String(expected.year) })}
        heads={[t('seasons.habit'), t('seasons.people'), t('seasons.chance')]}
        rows={expected.chances
          .filter(({ people }) => people > 0)
          .map((one) => ({
            id: one.habit,
            label: t(`seasons.habit.${one.habit}`),
            cells: [
              <Opens
                key="people"
                count={one.people}
                label={t(`seasons.habit.${one.habit}`)}
                onOpen={() => onOpen({ kind: 'habit', habit: one.habit })}
              />,
              one.share.known ? (
                <ShareFigure key="share" share={one.share} low={one.low} high={one.high} />
              ) : (
                <Small key="share">{t('seasons.chance_unknown', { total: one.total })}</Small>
              ),
            ],
          }))}
      />
      {!returns.known && <p>{t('seasons.returns_unknown', { why: t(`ask.doubt.${returns.why}`) })}</p>}
      {returns.known && low !== null && high !== null && (
        <p>
          {t('seasons.returns', {
            count: figures.decimal(returns.value, 0),
            low: figures.decimal(low, 0),
            high: figures.decimal(high, 0),
          })}
        </p>
      )}
    </>
  );
}
