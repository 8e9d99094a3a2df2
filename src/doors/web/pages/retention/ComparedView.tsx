import { Stack, Text } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import type { Compared } from '#src/insights/comparison/index.ts';
import type { RetentionGrid } from '#src/insights/retention/index.ts';
import type { CurveLine } from '../../charts/curve-option.ts';
import { Verdict } from '../../ui/Answered.tsx';
import { ComparedPairs, Differences } from '../../ui/ComparedPairs.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { axisSaid, columnSaid, heads, type Saying } from './shape.ts';

const Curves = lazy(() => import('../../charts/Curves.tsx'));

/** What a comparison found: verdict, curves, each difference with its interval. */
export function ComparedView({
  compared,
  grid,
  saying,
}: {
  compared: Compared;
  grid: RetentionGrid;
  saying: Saying;
}) {
  const { t, said } = useWords();
  const figures = useFigures();
  const lines = useMemo(() => armLines(compared, saying), [compared, saying]);
  const columns = useMemo(
    () =>
      heads(grid, saying)
        .slice(1)
        .map(({ label }) => label),
    [grid, saying],
  );
  const at = compared.interval;
  const names = compared.arms.map(({ name }) => name);
  const pairs = compared.pairs.map((pair) => ({
    ...pair,
    cell: pair.cells.find(({ interval }) => interval === at),
  }));
  return (
    <Stack gap="lg">
      <Verdict>{said(compared.verdict)}</Verdict>
      <Suspense fallback={null}>
        <Curves
          lines={lines}
          columns={columns}
          axis={axisSaid(saying)}
          percent={figures.share}
          said={said(compared.verdict)}
          height={240}
        />
      </Suspense>
      {at !== null && (
        <Text
          component="h3"
          fw={600}
        >{`${t('compare.difference')}, ${columnSaid(grid, at, saying).toLowerCase()}`}</Text>
      )}
      <Differences pairs={pairs} names={names} />
      <ComparedPairs pairs={pairs} names={names} />
      <Text size="sm" c="dimmed">
        {said(compared.definition)}
      </Text>
    </Stack>
  );
}

const armLines = ({ arms }: Compared, { words, figures }: Saying): CurveLine[] =>
  arms.slice(0, 7).map(({ name, cells }, at) => ({
    id: String(at),
    name: words.said(name),
    kind: at < 6 ? at : 'others',
    points: cells
      .filter(({ interval }) => interval > 0)
      .map(({ share, eligible, low, high, returned }) => ({
        share: share.known && eligible > 0 ? share.value : null,
        low,
        high,
        note: `, ${figures.count(returned)} / ${figures.count(eligible)}`,
      })),
  }));
