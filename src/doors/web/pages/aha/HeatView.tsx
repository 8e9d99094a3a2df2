import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { HeatMap } from '../../charts/HeatMap.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { eventWords } from '../../words/events.ts';
import type { LookProps } from './props.ts';
import styles from './Result.module.css';
import { measures } from './search.ts';
import { heatOf, heatRows, readCell } from './shape.ts';

/** Every count and window of the event that is looked at, by how well it tells who stays; a cell is looked at by a click. */
export function HeatView({ found, chosen, search, saying, onLook, onOpen }: LookProps) {
  const { words, figures } = saying;
  const { t } = words;
  const measure = search.measure ?? 'mcc';
  const { rows, columns } = useMemo(() => heatOf(found, chosen.event), [found, chosen.event]);
  if (columns.length === 0) return null;
  const least = (window: number) => rows.find((row) => row.window === window)?.cells[0]?.count ?? 1;
  const open = (cell: string) => {
    const size = /^size\/(\d+)$/.exec(cell)?.[1];
    if (size !== undefined) {
      const window = Number(size);
      onOpen({ event: chosen.event, count: least(window), window, side: 'above', half: 'discovery' });
    }
    const place = readCell(cell);
    if (place) onLook({ pick: { event: chosen.event, ...place } });
  };
  const name = eventWords(words, chosen.event, 'name');
  return (
    <Panel
      title={t('aha.heat', { event: name })}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('aha.measure')}
          value={measure}
          data={measures.map((one) => ({ value: one, label: t(`aha.measure.${one}`) }))}
          onChange={(next) =>
            onLook({ measure: next === 'mcc' ? undefined : measures.find((one) => one === next) })
          }
        />
      }
    >
      <div className={styles.heat} style={{ '--columns': String(columns.length) }}>
        <HeatMap
          caption={t('aha.heat', { event: name })}
          corner={t('aha.window')}
          sizeTitle={t('aha.did_it')}
          axis={t('aha.heat_axis')}
          more={t('retention.more_right')}
          columns={columns.map((count) => ({
            id: String(count),
            label: figures.count(count),
            said: t('aha.at_least', { count, often: figures.count(count) }),
          }))}
          rows={heatRows(rows, columns, measure, saying)}
          chosen={`${chosen.window}/${chosen.count}`}
          onOpen={open}
        />
      </div>
      <p className={styles.note}>{t('aha.heat_note')}</p>
    </Panel>
  );
}
