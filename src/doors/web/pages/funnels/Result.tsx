import { SegmentedControl, Select } from '@mantine/core';
import { useMemo } from 'react';
import { Columns, Key } from '../../charts/Columns.tsx';
import { FunnelRows } from '../../charts/FunnelRows.tsx';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { Part, Parts } from '../../ui/Parts.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';
import { OpenedPeople } from './OpenedPeople.tsx';
import type { PartProps, ResultProps } from './props.ts';
import styles from './Result.module.css';
import { chartSaid, columnsOf, drawnSteps, seriesKey, seriesName, seriesOf } from './shape.ts';
import { SeriesTable, StepsTable } from './Tables.tsx';
import { Trend } from './Trend.tsx';
import { Waits } from './Waits.tsx';

/** Verdict, steps as bars, the same numbers beside, values, time between steps, trend; the people of each. */
export function Result(props: ResultProps) {
  const { grid, search, onLook } = props;
  const { t, said } = useWords();
  const series = seriesOf(grid, search.series);
  if (!series || grid.series.every(({ entered }) => entered === 0))
    return <Teach title={t('funnels.nobody_title')}>{t('funnels.nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(grid.verdict)}</Verdict>
      <Sides
        chartTitle={t('funnels.chart')}
        chart={<Chart {...props} series={series} />}
        tableTitle={t('funnels.table')}
        table={<StepsTable {...props} series={series} />}
      />
      {grid.series.length > 1 && (
        <Part title={t('funnels.values')}>
          <SeriesTable {...props} series={series} />
        </Part>
      )}
      <Parts>
        <Waits {...props} series={series} />
        <Trend {...props} series={series} />
      </Parts>
      <Folds>
        <Definition of={grid} />
      </Folds>
      {search.open && (
        <OpenedPeople
          {...props}
          series={series}
          open={search.open}
          onClose={() => onLook({ open: undefined })}
        />
      )}
    </>
  );
}

function Chart({ grid, series, search, saying, onLook }: PartProps) {
  const { t } = useWords();
  const steps = useMemo(() => drawnSteps(grid, series, saying), [grid, series, saying]);
  const columns = useMemo(() => columnsOf(steps, saying), [steps, saying]);
  const open = (step: number, kind: 'reached' | 'open' | 'dropped') =>
    onLook({ open: { which: { kind, step } } });
  return (
    <>
      <div className={styles.tools}>
        {grid.series.length > 1 && <SeriesChoice grid={grid} series={series} onLook={onLook} />}
        <SegmentedControl
          size="xs"
          aria-label={t('funnels.direction')}
          value={search.upright ? 'upright' : 'rows'}
          data={[
            { value: 'rows', label: t('funnels.rows') },
            { value: 'upright', label: t('funnels.upright') },
          ]}
          onChange={(next) => onLook({ upright: next === 'upright' || undefined })}
        />
      </div>
      <Key
        items={[
          { tone: 'first', label: t('funnels.key_on') },
          ...(series.open > 0 ? [{ tone: 'running' as const, label: t('funnels.open') }] : []),
          { tone: 'gone', label: t('funnels.dropped') },
        ]}
      />
      {search.upright ? (
        <Columns
          columns={columns}
          format={saying.figures.count}
          axis=""
          said={chartSaid(steps, grid.unit, saying)}
          height={360}
          onOpen={(step, part) =>
            open(Number(step), part === 'open' || part === 'dropped' ? part : 'reached')
          }
        />
      ) : (
        <FunnelRows
          rows={steps}
          format={saying.figures.count}
          said={chartSaid(steps, grid.unit, saying)}
          onOpen={open}
        />
      )}
      {series.over < series.entered && (
        <p className={styles.note}>
          {t('funnels.over', {
            unit: grid.unit,
            over: series.over,
            entered: series.entered,
            hits: series.steps.at(-1)?.over ?? 0,
          })}
        </p>
      )}
    </>
  );
}

function SeriesChoice({ grid, series, onLook }: Pick<PartProps, 'grid' | 'series' | 'onLook'>) {
  const words = useWords();
  return (
    <Select
      size="xs"
      aria-label={words.t('ask.series')}
      allowDeselect={false}
      data={grid.series.map((one) => ({ value: seriesKey(one), label: seriesName(one, words) }))}
      value={seriesKey(series)}
      onChange={(next) => next && onLook({ series: next })}
    />
  );
}
