import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Remark } from '#src/customers/remarks/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { InlineForm } from '../../ui/InlineForm.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './About.module.css';
import type { AboutProps } from './about.ts';

/** What was noted of a person or an account; each can be changed in its place, or removed and put back. */
export function Remarks({ about }: AboutProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('customers:write');
  const [writing, setWriting] = useState<string | null>(null);
  const kept = useQuery(question(slug, 'remarks.list', { about }));
  const remarks = kept.data?.remarks ?? [];
  const rowOf = useRow(may ? setWriting : undefined);
  const done = () => setWriting(null);
  return (
    <Panel
      title={t('remarks.title')}
      aside={
        may &&
        writing !== 'new' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setWriting('new')}
          >
            {t('remarks.add')}
          </Button>
        )
      }
    >
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {writing === 'new' && <RemarkForm about={about} onDone={done} />}
      {kept.isSuccess && remarks.length === 0 && writing !== 'new' && (
        <p className={styles.none}>{t('remarks.none')}</p>
      )}
      {remarks.length > 0 && (
        <Rows
          rows={remarks.map((remark) =>
            remark.id === writing
              ? { id: remark.id, title: <RemarkForm about={about} remark={remark} onDone={done} /> }
              : rowOf(remark),
          )}
        />
      )}
    </Panel>
  );
}

function useRow(onWrite: ((id: string) => void) | undefined): (remark: Remark) => RowParts {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const remove = useChange('remarks.remove', ['remarks.list']);
  const restore = useChange('remarks.restore', ['remarks.list']);
  const removed = ({ id }: Remark) =>
    remove.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('remarks.removed'), { label: t('shell.undo'), run: () => restore.mutate({ id }) }),
      },
    );
  return (remark) => ({
    id: remark.id,
    title: <span className={styles.text}>{remark.text}</span>,
    detail: t('remarks.noted', {
      name: remark.by ?? remark.createdBy,
      date: figures.moment(remark.createdAt, timezone),
      changed: remark.changedAt === remark.createdAt ? 'no' : 'yes',
    }),
    aside: onWrite && (
      <>
        <ActionIcon aria-label={t('remarks.change')} onClick={() => onWrite(remark.id)}>
          <IconPencil size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t('remarks.remove')} onClick={() => removed(remark)}>
          <IconTrash size={16} />
        </ActionIcon>
      </>
    ),
  });
}

function RemarkForm({ about, remark, onDone }: AboutProps & { remark?: Remark; onDone: () => void }) {
  const { t } = useWords();
  const add = useChange('remarks.add', ['remarks.list']);
  const change = useChange('remarks.change', ['remarks.list']);
  const [text, setText] = useState(remark?.text ?? '');
  const save = () => {
    const done = { onSuccess: onDone };
    if (remark) change.mutate({ id: remark.id, text: text.trim() }, done);
    else add.mutate({ about, text: text.trim() }, done);
  };
  return (
    <InlineForm
      label={t(remark ? 'remarks.change' : 'remarks.add')}
      changes={[add, change]}
      lacking={text.trim() === ''}
      onSave={save}
      onCancel={onDone}
    >
      <Textarea
        label={t('remarks.text')}
        description={t('remarks.text_help')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4000}
        required
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </InlineForm>
  );
}
