import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Fold } from '../../ui/Answered.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import { NoteForm } from './NoteForm.tsx';
import { NoteRows } from './NoteRows.tsx';
import styles from './Notes.module.css';

/** The notes on the days of a chart, folded below it; another can be added in place. */
export function NotesBelow({ from, to }: { from: string; to: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const [adding, setAdding] = useState(false);
  const kept = useQuery(question(slug, 'notes.list', {}));
  const shown = (kept.data?.notes ?? []).filter((note) => note.from <= to && note.to >= from);
  return (
    <div className={styles.place}>
      <Fold title={t('notes.below', { count: shown.length })}>
        <div className={styles.below}>
          {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
          {shown.length === 0 ? <p>{t('notes.below_none')}</p> : <NoteRows notes={shown} />}
          {adding && <NoteForm day={to} onDone={() => setAdding(false)} />}
          {may && !adding && (
            <div>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => setAdding(true)}
              >
                {t('notes.add')}
              </Button>
            </div>
          )}
        </div>
      </Fold>
    </div>
  );
}
