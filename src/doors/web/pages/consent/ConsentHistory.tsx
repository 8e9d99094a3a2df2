import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ConsentRow, Topic } from '#src/customers/consent/index.ts';
import { useSeat } from '../../seat.ts';
import { Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Consent.module.css';
import { aboutOf } from './consent.ts';

interface HistoryProps {
  readonly history: readonly ConsentRow[];
  /** Rows in all. */
  readonly total: number;
  readonly topics: readonly Topic[];
}

/** All that was said, the latest first, once it is asked for. */
export function ConsentHistory({ history, total, topics }: HistoryProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const [open, setOpen] = useState(false);
  const id = useId();
  const Sign = open ? IconChevronUp : IconChevronDown;
  return (
    <div className={styles.history}>
      <Button
        size="compact-sm"
        variant="subtle"
        rightSection={<Sign size={14} aria-hidden />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t('consent.history', { count: total })}
      </Button>
      <div id={id} hidden={!open}>
        {open && (
          <Rows
            rows={history.map((row) => ({
              id: row.id,
              title: t('consent.row', {
                about: aboutOf(row, topics, words),
                said: t(`consent.said.${row.state}`),
              }),
              detail: t('consent.row_detail', {
                date: figures.dayOrMoment(row.givenAt, timezone),
                source: row.proof.source,
                name: row.by ?? row.recordedBy,
              }),
            }))}
          />
        )}
        {open && history.length < total && (
          <p className={styles.unspoken}>
            {t('consent.history_more', { shown: figures.count(history.length), total: figures.count(total) })}
          </p>
        )}
      </div>
    </div>
  );
}
