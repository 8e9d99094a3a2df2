import type { Sought } from '#src/insights/value/index.ts';
import { Columns, Key } from '../../charts/Columns.tsx';
import { type PeriodName, periodLabel } from '../../ui/dates.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import { useMarks } from '../notes/useMarks.ts';

export interface ChartProps {
  readonly sought: Pick<Sought, 'rows'>;
  readonly period: PeriodName;
  readonly saying: { readonly words: Words; readonly figures: Figures };
  readonly height: number;
  readonly onOpen?: ((period: string, part: string) => void) | undefined;
}

/** Visits in which one sought: those who found, those who did not, those that still run. */
export function Chart({ sought, period, saying: { words, figures }, height, onOpen }: ChartProps) {
  const { t } = words;
  const name = (first: string) => periodLabel(first, period, words, figures);
  return (
    <>
      <Key
        items={[
          { tone: 'kept', label: t('sought.found') },
          { tone: 'lost', label: t('sought.not_found') },
          { tone: 'running', label: t('sought.open') },
        ]}
      />
      <Columns
        columns={sought.rows.map((row) => ({
          id: row.period,
          label: figures.day(row.period, period === 'month' ? 'tiny-month' : 'tiny'),
          running: row.state === 'running',
          note: [
            name(row.period),
            t('shell.pair', { name: t('sought.found'), value: figures.count(row.found) }),
            t('shell.pair', { name: t('sought.not_found'), value: figures.count(row.notFound) }),
          ],
          parts: [
            { id: 'not_found', tone: 'lost', value: row.notFound },
            { id: 'open', tone: 'gone', value: row.open, running: true },
            { id: 'sought', tone: 'kept', value: row.found },
          ],
        }))}
        format={figures.count}
        axis={t('sought.axis', { period })}
        said={sought.rows
          .map((row) =>
            t('sought.chart_said', {
              period: name(row.period),
              sought: row.sought,
              found: figures.count(row.found),
              not_found: figures.count(row.notFound),
            }),
          )
          .join(' ')}
        height={height}
        marks={useMarks(sought.rows, period)}
        onOpen={onOpen}
      />
    </>
  );
}
