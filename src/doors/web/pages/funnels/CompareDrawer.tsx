import { Drawer, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FunnelArm, FunnelCompared } from '#src/insights/funnels/index.ts';
import { question } from '../../ask.ts';
import { Whiskers } from '../../charts/Whiskers.tsx';
import { useSeat } from '../../seat.ts';
import { Verdict } from '../../ui/Answered.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import type { ResultProps } from './props.ts';
import { type Saying, seriesKey, seriesName, stepName } from './shape.ts';

/** Two or more groups side by side: how often each gets to a step, with its interval, and what can be said of it. */
export function CompareDrawer(props: CompareDrawerProps) {
  const { grid, asked, search, saying, catalogue, onLook } = props;
  const { t } = useWords();
  const arms = search.compare ?? [];
  const last = grid.steps.length;
  return (
    <Drawer
      opened
      onClose={() => onLook({ compare: undefined, at: undefined })}
      size={560}
      title={t('funnels.compare')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="md">
        <Text c="dimmed">{t('funnels.compare_help')}</Text>
        <MultiSelect
          label={t('compare.groups')}
          data={groupChoices(props)}
          value={arms}
          onChange={(compare) => onLook({ compare })}
          maxValues={12}
          searchable
          hidePickedOptions
          data-autofocus={arms.length === 0 || undefined}
        />
        <Select
          label={t('funnels.compare_step')}
          allowDeselect={false}
          data={grid.steps.slice(1).map((_, at) => ({
            value: String(at + 2),
            label: stepName(grid, asked, at + 2, saying.words),
          }))}
          value={String(search.at ?? last)}
          onChange={(next) => next && onLook({ at: Number(next) === last ? undefined : Number(next) })}
        />
        {catalogue.lists.length === 0 && grid.series.length < 2 && <Text>{t('funnels.compare_first')}</Text>}
        <Compared asked={asked} arms={arms.flatMap(armOf)} at={search.at} saying={saying} />
      </Stack>
    </Drawer>
  );
}

interface CompareDrawerProps extends ResultProps {
  readonly catalogue: Catalogue;
}

interface ComparedProps extends Pick<ResultProps, 'asked' | 'saying'> {
  readonly arms: FunnelArm[];
  readonly at: number | undefined;
}

function Compared({ asked, arms, at, saying }: ComparedProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const enough = arms.length >= 2;
  const input = { ask: asked, arms, ...(at === undefined ? {} : { step: at }) };
  const compared = useQuery({ ...question(slug, 'funnels.compare', input), enabled: enough });
  if (!enough) return <Text role="status">{t('compare.pick_two')}</Text>;
  if (compared.isPending) return <Waiting height={220} />;
  if (compared.isError) return <Refused error={compared.error} again={() => compared.refetch()} />;
  return <Found compared={compared.data} saying={saying} />;
}

function Found({ compared, saying }: { compared: FunnelCompared; saying: Saying }) {
  const { t, said } = useWords();
  const { figures } = saying;
  const name = (place: number) => said(compared.arms[place]?.name ?? { fr: '', en: '' });
  const rows = compared.pairs.flatMap(({ first, second, cells }) => {
    const cell = cells.find(({ step }) => step === compared.step);
    if (!cell?.difference.known || cell.low === null || cell.high === null) return [];
    const label = t('compare.pair', { first: name(first), second: name(second) });
    return [
      {
        id: `${first}-${second}`,
        label,
        value: cell.difference.value,
        low: cell.low,
        high: cell.high,
        sure: cell.verdict === 'different',
      },
    ];
  });
  return (
    <Stack gap="lg">
      <Verdict>{said(compared.verdict)}</Verdict>
      <Whiskers rows={rows} format={figures.points} />
      {compared.pairs.map(({ first, second, words, overlap }) => (
        <section key={`${first}-${second}`}>
          <Text fw={600}>{t('compare.pair', { first: name(first), second: name(second) })}</Text>
          <p>{said(words)}</p>
          {overlap > 0 && (
            <Text size="sm" c="dimmed">
              {t('compare.overlap', { count: overlap })}
            </Text>
          )}
        </section>
      ))}
      <Text size="sm" c="dimmed">
        {said(compared.definition)}
      </Text>
    </Stack>
  );
}

function groupChoices({ grid, saying, catalogue }: CompareDrawerProps) {
  const { t } = saying.words;
  return [
    {
      group: t('compare.values'),
      items: grid.series
        .filter(({ kind }) => kind === 'value' || kind === 'missing')
        .map((series) => ({ value: seriesKey(series), label: seriesName(series, saying.words) })),
    },
    {
      group: t('compare.lists'),
      items: catalogue.lists.map(({ id, name }) => ({ value: `list:${id}`, label: name })),
    },
  ].filter(({ items }) => items.length > 0);
}

/** A group as the address writes it, as the operation takes it. */
export function armOf(written: string): FunnelArm[] {
  if (written === 'missing') return [{ kind: 'value', value: null }];
  const at = written.indexOf(':');
  const [kind, rest] = [written.slice(0, at), written.slice(at + 1)];
  if (kind === 'value') return [{ kind, value: rest }];
  return kind === 'list' ? [{ kind, list: rest }] : [];
}
