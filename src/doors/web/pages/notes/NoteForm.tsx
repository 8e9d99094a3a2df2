import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Note } from '#src/insights/notes/index.ts';
import { useChange } from '../../ask.ts';
import { InlineForm } from '../../ui/InlineForm.tsx';
import { useWords } from '../../words/index.ts';

export const noteKinds = [
  'price',
  'campaign',
  'media',
  'product',
  'place',
  'incident',
  'season',
  'other',
] as const satisfies readonly Note['kind'][];

interface NoteFormProps {
  /** The note to change; undefined for a new one. */
  readonly note?: Note | undefined;
  /** The day that a new one begins with. */
  readonly day: string;
  readonly onDone: () => void;
}

/** When, what sort of thing, and what happened: to add a note or to change one. */
export function NoteForm({ note, day, onDone }: NoteFormProps) {
  const { t } = useWords();
  const add = useChange('notes.add', ['notes.list']);
  const change = useChange('notes.change', ['notes.list']);
  const [from, setFrom] = useState(note?.from ?? day);
  const [to, setTo] = useState(note && note.to !== note.from ? note.to : '');
  const [kind, setKind] = useState<Note['kind']>(note?.kind ?? 'other');
  const [text, setText] = useState(note?.text ?? '');
  const save = () => {
    const wish = { from, to: to === '' ? from : to, kind, text: text.trim() };
    const done = { onSuccess: onDone };
    if (note) change.mutate({ id: note.id, ...wish }, done);
    else add.mutate(wish, done);
  };
  return (
    <InlineForm
      label={t(note ? 'notes.change' : 'notes.add')}
      changes={[add, change]}
      lacking={text.trim() === ''}
      onSave={save}
      onCancel={onDone}
    >
      <TextInput
        label={t('notes.text')}
        placeholder={t('notes.text_example')}
        required
        maxLength={200}
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="sm" align="end">
        <TextInput
          type="date"
          label={t('notes.from')}
          required
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('notes.to')}
          min={from}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Select
          label={t('notes.kind')}
          allowDeselect={false}
          data={noteKinds.map((one) => ({ value: one, label: t(`notes.kind.${one}`) }))}
          value={kind}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => setKind(noteKinds.find((one) => one === next) ?? kind)}
        />
      </Group>
    </InlineForm>
  );
}
