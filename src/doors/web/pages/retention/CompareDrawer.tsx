import { Drawer, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Arm, Compared } from '#src/insights/comparison/index.ts';
import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { ComparedView } from './ComparedView.tsx';
import { columnSaid, rowLabel, type Saying, seriesName } from './shape.ts';

/** Two or more groups side by side: differences, intervals, and what can be said of them. */
export function CompareDrawer({
  grid,
  shown,
  saying,
  catalogue,
  arms,
  at,
  onArms,
  onInterval,
  onClose,
}: CompareDrawerProps) {
  const { t } = useWords();
  const choices = groupChoices(grid, shown, saying, catalogue);
  const intervals = grid.columns.filter(({ interval }) => interval > 0);
  return (
    <Drawer
      opened
      onClose={onClose}
      size={640}
      title={t('compare.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="md">
        <Text c="dimmed">{t('compare.help')}</Text>
        <MultiSelect
          label={t('compare.groups')}
          data={choices}
          value={arms}
          onChange={onArms}
          maxValues={12}
          searchable
          hidePickedOptions
          data-autofocus={arms.length === 0 || undefined}
        />
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
        <Answer arms={arms.flatMap(armOf)} at={at} saying={saying} grid={grid} />
      </Stack>
    </Drawer>
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

function Answer({
  arms,
  at,
  saying,
  grid,
}: {
  arms: Arm[];
  at: number | undefined;
  saying: Saying;
  grid: RetentionGrid;
}) {
  const { t } = useWords();
  const { slug } = useSeat();
  const enough = arms.length >= 2;
  const input = { ask: saying.ask, arms, ...(at === undefined ? {} : { interval: at }) };
  const compared = useQuery({ ...question(slug, 'retention.compare', input), enabled: enough });
  if (!enough) return <Text role="status">{t('compare.pick_two')}</Text>;
  if (compared.isPending) return <Waiting height={280} />;
  if (compared.isError) return <Refused error={compared.error} again={() => compared.refetch()} />;
  const answer: Compared = compared.data;
  return <ComparedView compared={answer} grid={grid} saying={saying} />;
}

function groupChoices(grid: RetentionGrid, shown: Series, saying: Saying, catalogue: Catalogue) {
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
  ].filter(({ items }) => items.length > 0);
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
