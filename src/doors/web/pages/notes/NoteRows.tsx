import { ActionIcon } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Note } from '#src/insights/notes/index.ts';
import { useChange } from '../../ask.ts';
import { useMay } from '../../seat.ts';
import { Rows } from '../../ui/Rows.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { noteSaid } from './marks.ts';
import { NoteForm } from './NoteForm.tsx';

/** Notes one below the other, newest first; each may be changed in its place, or removed. */
export function NoteRows({ notes }: { notes: readonly Note[] }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const may = useMay('insights:write');
  const [changing, setChanging] = useState<string | null>(null);
  const remove = useRemoval();
  return (
    <Rows
      rows={notes.map((note) =>
        note.id === changing
          ? {
              id: note.id,
              title: <NoteForm note={note} day={note.from} onDone={() => setChanging(null)} />,
            }
          : {
              id: note.id,
              title: noteSaid(note, words, figures),
              detail: [
                t(`notes.kind.${note.kind}`),
                ...(note.by ? [t('notes.by', { name: note.by })] : []),
              ].join(' · '),
              aside: may && (
                <>
                  <ActionIcon
                    aria-label={t('shell.pair', { name: t('notes.change'), value: note.text })}
                    onClick={() => setChanging(note.id)}
                  >
                    <IconPencil size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('shell.pair', { name: t('shell.delete'), value: note.text })}
                    onClick={() => remove(note)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </>
              ),
            },
      )}
    />
  );
}

/** Removes a note at once, and offers to put it back. */
function useRemoval(): (note: Note) => void {
  const { t } = useWords();
  const remove = useChange('notes.remove', ['notes.list']);
  const add = useChange('notes.add', ['notes.list']);
  return ({ id, from, to, kind, text }) =>
    remove.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('notes.removed', { text }), {
            label: t('shell.undo'),
            run: () => add.mutate({ from, to, kind, text }),
          }),
      },
    );
}
