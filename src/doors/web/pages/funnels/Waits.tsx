import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { Wait } from '#src/insights/funnels/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { Fold } from '../../ui/Answered.tsx';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import { Part } from '../../ui/Parts.tsx';
import { useWords } from '../../words/index.ts';
import type { PartProps } from './props.ts';
import styles from './Result.module.css';
import type { OpenPeople } from './search.ts';
import { binSaid, type Saying, stepName } from './shape.ts';

/** How long it took from one step to another, of people whose window is over. */
export function Waits({ grid, series, search, saying, onLook }: PartProps) {
  const { t } = useWords();
  const { words, figures } = saying;
  const waits = series.waits;
  const key = ({ from, to }: Pick<Wait, 'from' | 'to'>) => `${from}-${to}`;
  const wait = waits.find((one) => key(one) === search.wait) ?? waits.at(-1);
  const columns = useMemo(
    () =>
      filled(wait?.bins ?? []).map(({ fromMs, belowMs, people }) => ({
        id: String(fromMs),
        label: shortSpan(fromMs, saying),
        note: [binSaid(fromMs, belowMs, saying), words.t('ask.people_title', { count: people })],
        parts: [{ id: 'waited', tone: 'plain' as const, value: people }],
      })),
    [wait, words, saying],
  );
  if (!wait) return null;
  const open = (fromMs: number): OpenPeople => ({
    which: {
      kind: 'waited',
      from: wait.from,
      to: wait.to,
      fromMs,
      belowMs: wait.bins.find((bin) => bin.fromMs === fromMs)?.belowMs ?? null,
    },
  });
  return (
    <Part
      title={t('funnels.waits')}
      aside={
        <Select
          size="xs"
          w={260}
          aria-label={t('funnels.waits_which')}
          allowDeselect={false}
          data={waits.map((one) => ({
            value: key(one),
            label: t('funnels.wait', {
              from: stepName(grid, saying.asked, one.from, words),
              to: stepName(grid, saying.asked, one.to, words),
            }),
          }))}
          value={key(wait)}
          onChange={(next) => next && onLook({ wait: next })}
        />
      }
    >
      <p className={styles.said}>
        {wait.medianMs.known && wait.meanMs.known
          ? t('funnels.wait_said', {
              unit: grid.unit,
              median: figures.duration(wait.medianMs.value / 1000),
              mean: figures.duration(wait.meanMs.value / 1000),
              count: wait.people,
            })
          : t('funnels.wait_nobody')}
      </p>
      {wait.people > 0 && (
        <>
          <Columns
            columns={columns}
            format={figures.count}
            axis={t('funnels.wait_axis')}
            said={columns.map(({ note }) => note.join(' : ')).join('. ')}
            height={240}
            onOpen={(from) => onLook({ open: open(Number(from)) })}
          />
          <Fold title={t('ask.table')}>
            <FiguresTable
              caption={t('funnels.waits')}
              heads={[t('funnels.wait_axis'), t('funnels.people')]}
              rows={wait.bins.map(({ fromMs, belowMs, people }) => ({
                id: String(fromMs),
                label: binSaid(fromMs, belowMs, saying),
                cells: [
                  <Opens
                    key="people"
                    count={people}
                    label={binSaid(fromMs, belowMs, saying)}
                    onOpen={() => onLook({ open: open(fromMs) })}
                  />,
                ],
              }))}
            />
          </Fold>
        </>
      )}
    </Part>
  );
}

/** Without the empty bins at both ends. */
const filled = (bins: Wait['bins']): Wait['bins'] => {
  const some = ({ people }: { people: number }) => people > 0;
  return bins.slice(Math.max(0, bins.findIndex(some) - 1), bins.findLastIndex(some) + 2);
};

const shortSpan = (ms: number, { words: { t }, figures }: Saying): string => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  if (ms === 0) return '0';
  if (ms < minute) return t('funnels.short.second', { n: figures.decimal(ms / 1000, 0) });
  if (ms < hour) return t('funnels.short.minute', { n: figures.decimal(ms / minute, 1) });
  return ms < 2 * day
    ? t('funnels.short.hour', { n: figures.decimal(ms / hour, 1) })
    : t('funnels.short.day', { n: figures.decimal(ms / day, 1) });
};
