import { Button, SegmentedControl, Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { RetentionGrid } from '#src/insights/retention/index.ts';
import { Definition, Fold, Folds, Verdict } from '../../ui/Answered.tsx';
import { CountedBy } from '../../ui/CountedBy.tsx';
import { monthStart } from '../../ui/dates.ts';
import { useWords } from '../../words/index.ts';
import { CellPeople } from './CellPeople.tsx';
import { CompareDrawer } from './CompareDrawer.tsx';
import { Curve } from './Curve.tsx';
import { GridView } from './GridView.tsx';
import { NumbersTable } from './NumbersTable.tsx';
import styles from './Result.module.css';
import { pruned, readCell, writeCell } from './search.ts';
import type { SentenceProps } from './sentence-props.ts';
import { type Saying, seriesKey, seriesName, seriesOf } from './shape.ts';
import { Trend } from './Trend.tsx';

/** With more intervals than this the curve goes below, so that the grid has the whole width. */
const mostBeside = 14;

export interface ResultProps extends SentenceProps {
  readonly grid: RetentionGrid;
  readonly saying: Saying;
}

/** An answer: verdict, heat map and curve, the same numbers as a table, definition and method. */
export function Result({ grid, saying, search, catalogue, onChange }: ResultProps) {
  const { t, said } = useWords();
  const [pointed, setPointed] = useState<string | null>(null);
  const point = useCallback((row: string | null) => setPointed(row), []);
  const series = seriesOf(grid, search.series);
  if (!series || series.summary.size === 0)
    return (
      <NobodyEntered
        onWiden={() =>
          onChange(pruned({ ...search, from: monthStart(catalogue.span.first), to: catalogue.span.last }))
        }
      />
    );
  const open = readCell(search.cell);
  const close = () => onChange(pruned({ ...search, cell: undefined }));
  return (
    <>
      <CountedBy countedBy={grid.countedBy} />
      <Verdict>{said(grid.verdict)}</Verdict>
      <div className={styles.pair} data-wide={grid.columns.length > mostBeside || undefined}>
        <section aria-label={t('retention.cohort')}>
          {grid.series.length > 1 && (
            <SeriesChoice
              grid={grid}
              chosen={seriesKey(series)}
              onChoose={(key) => onChange(pruned({ ...search, series: key, cell: undefined }))}
            />
          )}
          <GridView
            grid={grid}
            series={series}
            saying={saying}
            chosen={search.cell}
            onOpen={(cell) => onChange({ ...search, cell })}
            onPoint={point}
          />
        </section>
        <CurvePart grid={grid} saying={saying} shown={series} pointed={pointed} />
      </div>
      <Trend
        grid={grid}
        shown={series}
        saying={saying}
        interval={search.trend}
        onInterval={(trend) => onChange({ ...search, trend })}
        onOpen={(cell) => onChange({ ...search, cell })}
      />
      <Folded grid={grid} saying={saying} series={series} />
      {open && (
        <CellPeople
          cell={open}
          grid={grid}
          series={series}
          saying={saying}
          onCell={(cell) => onChange({ ...search, cell: writeCell(cell) })}
          onClose={close}
        />
      )}
      {search.compare && (
        <CompareDrawer
          grid={grid}
          shown={series}
          saying={saying}
          catalogue={catalogue}
          arms={search.compare}
          at={search.at}
          onArms={(compare) => onChange(pruned({ ...search, compare }))}
          onInterval={(at) => onChange(pruned({ ...search, at }))}
          onClose={() => onChange(pruned({ ...search, compare: undefined, at: undefined }))}
        />
      )}
    </>
  );
}

type ViewProps = Pick<ResultProps, 'grid' | 'saying'> & { series: NonNullable<ReturnType<typeof seriesOf>> };

function CurvePart({
  grid,
  saying,
  shown,
  pointed,
}: Omit<ViewProps, 'series'> & { shown: ViewProps['series']; pointed: string | null }) {
  const { t } = useWords();
  return (
    <section className={styles.curve} aria-label={t('retention.curve')}>
      <h3 className={styles.heading}>{t('retention.curve')}</h3>
      <Curve grid={grid} saying={saying} shown={shown} height={320} pointed={pointed} />
      <p className={styles.note}>{t('ask.curve_band')}</p>
    </section>
  );
}

function Folded({ grid, saying, series }: ViewProps) {
  const { t } = useWords();
  const left = grid.leftOut.internal + grid.leftOut.bot;
  return (
    <Folds>
      <Fold title={t('ask.table')}>
        <NumbersTable grid={grid} series={series} saying={saying} />
      </Fold>
      <Definition of={grid}>
        <p>{t('retention.method')}</p>
        {left > 0 && <p>{t('ask.left_out', { count: left })}</p>}
      </Definition>
    </Folds>
  );
}

function SeriesChoice({
  grid,
  chosen,
  onChoose,
}: {
  grid: RetentionGrid;
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const words = useWords();
  const data = grid.series.map((series) => ({ value: seriesKey(series), label: seriesName(series, words) }));
  const label = words.t('ask.series');
  return data.length <= 5 ? (
    <SegmentedControl
      className={styles.series}
      size="xs"
      aria-label={label}
      data={data}
      value={chosen}
      onChange={onChoose}
    />
  ) : (
    <Select
      className={styles.series}
      size="xs"
      aria-label={label}
      data={data}
      value={chosen}
      allowDeselect={false}
      onChange={(next) => next && onChoose(next)}
    />
  );
}

function NobodyEntered({ onWiden }: { onWiden: () => void }) {
  const { t } = useWords();
  return (
    <section className={styles.nobody}>
      <h3>{t('retention.no_cohort_title')}</h3>
      <p>{t('retention.no_cohort')}</p>
      <Button variant="default" onClick={onWiden}>
        {t('ask.range.all')}
      </Button>
    </section>
  );
}
