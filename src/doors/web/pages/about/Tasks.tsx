import { Badge, Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Task } from '#src/customers/tasks/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { InlineForm } from '../../ui/InlineForm.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './About.module.css';
import { type AboutProps, useToday } from './about.ts';

/** What is to be done about a person or an account, and what was done. */
export function Tasks({ about }: AboutProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('customers:write');
  const [adding, setAdding] = useState(false);
  const [over, setOver] = useState(false);
  const kept = useQuery(question(slug, 'tasks.list', { about, over }));
  const tasks = kept.data?.tasks ?? [];
  const rowOf = useTaskRow(may);
  return (
    <Panel
      title={t('tasks.title')}
      aside={
        <Group gap="sm">
          <Checkbox
            size="xs"
            label={t('tasks.over')}
            checked={over}
            onChange={(event) => setOver(event.currentTarget.checked)}
          />
          {may && !adding && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {t('tasks.add')}
            </Button>
          )}
        </Group>
      }
    >
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {adding && <TaskForm about={about} onDone={() => setAdding(false)} />}
      {kept.isSuccess && tasks.length === 0 && !adding && <p className={styles.none}>{t('tasks.none')}</p>}
      {tasks.length > 0 && <Rows rows={tasks.map(rowOf)} />}
    </Panel>
  );
}

/** How a task is shown in a list, with what can be done about it in one click. */
export function useTaskRow(may: boolean): (task: Task) => RowParts {
  const { t } = useWords();
  const figures = useFigures();
  const done = useChange('tasks.done', ['tasks.list']);
  const change = useChange('tasks.change', ['tasks.list']);
  const finish = ({ id, title, state }: Task) =>
    done.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('tasks.finished', { title }), {
            label: t('shell.undo'),
            run: () => change.mutate({ id, state }),
          }),
      },
    );
  return (task) => {
    const past = task.state === 'done' || task.state === 'dropped';
    return {
      id: task.id,
      past,
      title: task.title,
      detail: [
        ...(task.source === 'promise' ? [t('tasks.from_promise')] : []),
        ...(task.due === null ? [] : [t('tasks.due', { date: figures.day(task.due, 'short') })]),
        ...(task.assignee === null
          ? []
          : [t('tasks.whose', { name: task.assignee.name ?? task.assignee.id })]),
        ...(task.outcome === '' ? [] : [task.outcome]),
        t(`tasks.state.${task.state}`),
      ].join(' · '),
      aside: (
        <>
          {task.overdue && (
            <Badge color="red" variant="light">
              {t('tasks.overdue')}
            </Badge>
          )}
          {may && !past && (
            <Button size="xs" variant="default" onClick={() => finish(task)}>
              {t('tasks.finish')}
            </Button>
          )}
          {may && past && (
            <Button size="xs" variant="subtle" onClick={() => change.mutate({ id: task.id, state: 'open' })}>
              {t('tasks.reopen')}
            </Button>
          )}
        </>
      ),
    };
  };
}

function TaskForm({ about, onDone }: AboutProps & { onDone: () => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const create = useChange('tasks.create', ['tasks.list']);
  const people = useQuery(question(slug, 'tasks.assignees', {})).data?.people ?? [];
  const today = useToday();
  const [title, setTitle] = useState('');
  const [due, setDue] = useState(today);
  const [assignee, setAssignee] = useState<string | null>(null);
  const save = () =>
    create.mutate(
      { about, title: title.trim(), due: due === '' ? null : due, assignee },
      { onSuccess: onDone },
    );
  return (
    <InlineForm
      label={t('tasks.add')}
      changes={[create]}
      lacking={title.trim() === ''}
      onSave={save}
      onCancel={onDone}
    >
      <TextInput
        label={t('tasks.what')}
        placeholder={t('tasks.what_example')}
        required
        maxLength={200}
        value={title}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Group gap="sm" align="end">
        <TextInput
          type="date"
          label={t('tasks.due_on')}
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
        <Select
          clearable
          label={t('tasks.assignee')}
          placeholder={t('tasks.nobody')}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={assignee}
          comboboxProps={{ withinPortal: false }}
          onChange={setAssignee}
        />
      </Group>
    </InlineForm>
  );
}
