import { Select } from '@mantine/core';
import type { Arm } from '#src/insights/comparison/index.ts';
import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { ComparedAnswer, CompareDrawer as Frame, type GroupChoices } from '../../ui/CompareDrawer.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { useWords } from '../../words/index.ts';
import { ComparedView } from './ComparedView.tsx';
import { columnSaid, rowLabel, type Saying, seriesName } from './shape.ts';

/** Two or more groups side by side: differences, intervals, and what can be said of them. */
export function CompareDrawer(props: CompareDrawerProps) {
  const { grid, saying, arms, at, onArms, onInterval, onClose } = props;
  const { t } = useWords();
  const intervals = grid.columns.filter(({ interval }) => interval > 0);
  const groups = arms.flatMap(armOf);
  const input = { ask: saying.ask, arms: groups, ...(at === undefined ? {} : { interval: at }) };
  return (
    <Frame
      title={t('compare.title')}
      help={t('compare.help')}
      choices={groupChoices(props)}
      arms={arms}
      onArms={onArms}
      onClose={onClose}
    >
      <Select
        label={t('compare.interval')}
        allowDeselect={false}
        data={[
          { value: '', label: t('compare.interval_last') },
          ...intervals.map(({ interval }) => ({
            value: String(interval),
            label: columnSaid(grid, interval, saying),
          })),
        ]}
        value={at === undefined ? '' : String(at)}
        onChange={(next) => onInterval(next ? Number(next) : undefined)}
      />
      <ComparedAnswer operation="retention.compare" input={groups.length < 2 ? undefined : input}>
        {(compared) => <ComparedView compared={compared} grid={grid} saying={saying} />}
      </ComparedAnswer>
    </Frame>
  );
}

export interface CompareDrawerProps {
  readonly grid: RetentionGrid;
  readonly shown: Series;
  readonly saying: Saying;
  readonly catalogue: Catalogue;
  readonly arms: string[];
  readonly at: number | undefined;
  readonly onArms: (arms: string[]) => void;
  readonly onInterval: (interval: number | undefined) => void;
  readonly onClose: () => void;
}

function groupChoices({ grid, shown, saying, catalogue }: CompareDrawerProps): GroupChoices[] {
  const { t } = saying.words;
  const values = grid.series.filter(({ kind }) => kind === 'value' || kind === 'missing');
  return [
    {
      group: t('compare.rows'),
      items: shown.cohorts.map(({ period }) => ({
        value: `cohort:${period}`,
        label: rowLabel(period, saying),
      })),
    },
    {
      group: t('compare.values'),
      items: values.map((series) => ({
        value: series.kind === 'missing' ? 'missing:' : `value:${series.value ?? ''}`,
        label: seriesName(series, saying.words),
      })),
    },
    {
      group: t('compare.lists'),
      items: catalogue.lists.map(({ id, name }) => ({ value: `list:${id}`, label: name })),
    },
  ];
}

/** A group as the address writes it, as the operation takes it. */
export function armOf(written: string): Arm[] {
  const at = written.indexOf(':');
  const [kind, rest] = [written.slice(0, at), written.slice(at + 1)];
  if (kind === 'cohort') return [{ kind, period: rest }];
  if (kind === 'value') return [{ kind, value: rest }];
  if (kind === 'missing') return [{ kind: 'value', value: null }];
  return kind === 'list' ? [{ kind, list: rest }] : [];
}
