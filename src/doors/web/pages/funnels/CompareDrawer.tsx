import { Select, Stack, Text } from '@mantine/core';
import type { FunnelArm, FunnelCompared } from '#src/insights/funnels/index.ts';
import { Verdict } from '../../ui/Answered.tsx';
import { ComparedAnswer, CompareDrawer as Frame, type GroupChoices } from '../../ui/CompareDrawer.tsx';
import { ComparedPairs, Differences } from '../../ui/ComparedPairs.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { useWords } from '../../words/index.ts';
import type { ResultProps } from './props.ts';
import { seriesKey, seriesName, stepName } from './shape.ts';

/** Two or more groups side by side: how often each gets to a step, with its interval, and what can be said of it. */
export function CompareDrawer(props: CompareDrawerProps) {
  const { grid, asked, search, saying, catalogue, onLook } = props;
  const { t } = useWords();
  const arms = search.compare ?? [];
  const last = grid.steps.length;
  const { at } = search;
  const groups = arms.flatMap(armOf);
  const input = { ask: asked, arms: groups, ...(at === undefined ? {} : { step: at }) };
  return (
    <Frame
      title={t('compare.title')}
      help={t('funnels.compare_help')}
      choices={groupChoices(props)}
      arms={arms}
      onArms={(compare) => onLook({ compare })}
      onClose={() => onLook({ compare: undefined, at: undefined })}
    >
      <Select
        label={t('funnels.compare_step')}
        allowDeselect={false}
        data={grid.steps.slice(1).map((_, step) => ({
          value: String(step + 2),
          label: stepName(grid, asked, step + 2, saying.words),
        }))}
        value={String(at ?? last)}
        onChange={(next) => next && onLook({ at: Number(next) === last ? undefined : Number(next) })}
      />
      {catalogue.lists.length === 0 && grid.series.length < 2 && <Text>{t('funnels.compare_first')}</Text>}
      <ComparedAnswer operation="funnels.compare" input={groups.length < 2 ? undefined : input}>
        {(compared) => <Found compared={compared} />}
      </ComparedAnswer>
    </Frame>
  );
}

interface CompareDrawerProps extends ResultProps {
  readonly catalogue: Catalogue;
}

function Found({ compared }: { compared: FunnelCompared }) {
  const { said } = useWords();
  const names = compared.arms.map(({ name }) => name);
  const pairs = compared.pairs.map((pair) => ({
    ...pair,
    cell: pair.cells.find(({ step }) => step === compared.step),
  }));
  return (
    <Stack gap="lg">
      <Verdict>{said(compared.verdict)}</Verdict>
      <Differences pairs={pairs} names={names} />
      <ComparedPairs pairs={pairs} names={names} />
      <Text size="sm" c="dimmed">
        {said(compared.definition)}
      </Text>
    </Stack>
  );
}

function groupChoices({ grid, saying, catalogue }: CompareDrawerProps): GroupChoices[] {
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
  ];
}

/** A group as the address writes it, as the operation takes it. */
export function armOf(written: string): FunnelArm[] {
  if (written === 'missing') return [{ kind: 'value', value: null }];
  const at = written.indexOf(':');
  const [kind, rest] = [written.slice(0, at), written.slice(at + 1)];
  if (kind === 'value') return [{ kind, value: rest }];
  return kind === 'list' ? [{ kind, list: rest }] : [];
}
