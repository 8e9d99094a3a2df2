import { Button } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { localDay } from '../customers/Timeline.tsx';
import { NoteForm } from './NoteForm.tsx';
import { NoteRows } from './NoteRows.tsx';

/** Everything that was noted of what happens outside. */
export function Notes() {
  const { t } = useWords();
  const { slug, timezone } = useSeat();
  const may = useMay('insights:write');
  const [adding, setAdding] = useState(false);
  const kept = useQuery(question(slug, 'notes.list', {}));
  const notes = kept.data?.notes ?? [];
  const add = may && !adding && <Button onClick={() => setAdding(true)}>{t('notes.add')}</Button>;
  return (
    <Page narrow title={t('notes.title')} lead={t('notes.lead')} actions={notes.length > 0 && add}>
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {adding && (
        <NoteForm
          day={localDay(new Date(Date.now()).toISOString(), timezone)}
          onDone={() => setAdding(false)}
        />
      )}
      {kept.isSuccess && notes.length === 0 && !adding && (
        <Teach icon={<IconNote />} title={t('notes.none_title')} action={add}>
          {t('notes.none')}
        </Teach>
      )}
      {notes.length > 0 && <NoteRows notes={notes} />}
    </Page>
  );
}
