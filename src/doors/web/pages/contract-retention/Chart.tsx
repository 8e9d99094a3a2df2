import type { ContractsAnswer } from '#src/insights/contract-retention/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { type OpenedContracts, shownWhiches } from './search.ts';

interface ChartProps {
  readonly found: Pick<ContractsAnswer, 'periods'>;
  readonly period: 'week' | 'month';
  readonly onOpen?: ((open: OpenedContracts) => void) | undefined;
  readonly height?: number;
}

/** Who comes above the line, who leaves below it. */
export function Chart({ found, period, onOpen, height = 320 }: ChartProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const name = (first: string) => periodLabel(first, period, words, figures);
  const lines = (one: ContractsAnswer['periods'][number]) =>
    (['at_start', 'new', 'returned', 'ended', 'left_again', 'at_end'] as const).map((which) =>
      t('shell.pair', {
        name: t(`contract-retention.which.${which}`),
        value: figures.count(one.counts[which]),
      }),
    );
  return (
    <Columns
      columns={found.periods.map((one) => ({
        id: one.period,
        label: figures.day(one.period, period === 'month' ? 'tiny-month' : 'tiny'),
        running: one.state === 'running',
        note: [name(one.period), ...lines(one)],
        parts: [
          { id: 'new', tone: 'first', value: one.counts.new },
          { id: 'returned', tone: 'back', value: one.counts.returned },
          { id: 'ended', tone: 'lost', value: -one.counts.ended },
          { id: 'left_again', tone: 'gone', value: -one.counts.left_again },
        ],
      }))}
      format={figures.count}
      axis={t('contract-retention.axis')}
      said={found.periods.map((one) => `${name(one.period)}: ${lines(one).join(', ')}.`).join(' ')}
      height={height}
      onOpen={
        onOpen &&
        ((first, part) => {
          const which = shownWhiches.find((one) => one === part);
          if (which) onOpen({ period: first, which });
        })
      }
    />
  );
}
