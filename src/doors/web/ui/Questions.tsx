import { ActionIcon, Button, Popover, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { question, useChange } from '../ask.ts';
import { useMay, useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { NameForm } from './NameForm.tsx';
import { PinMenu } from './PinMenu.tsx';
import styles from './Questions.module.css';
import { Refused } from './Refused.tsx';
import { sayWithUndo } from './undo.tsx';

/** How a question of a page is kept, and opened again. */
export interface KeptAs {
  /** The operation that answers it: `lifecycle.grid`. */
  readonly operation: string;
  readonly ask: unknown;
  /** Where a kept question of this operation is shown. */
  readonly opens: (ask: unknown, id: string) => Opening;
  /** False where its answer names people: a board shows figures. */
  readonly pins?: boolean;
}

/** Where something is shown. */
export type Opening = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** Questions that were kept: to open, to add the present one, to remove. */
export function Questions({ kept }: { kept: KeptAs }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={340}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBookmark size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {t('ask.saved_questions')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ask.saved_questions')}>
        <Kept kept={kept} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Kept({
  kept: { operation, ask, opens, pins = true },
  onDone,
}: {
  kept: KeptAs;
  onDone: () => void;
}) {
  const { t } = useWords();
  const { slug } = useSeat();
  const mayWrite = useMay('insights:write');
  const kept = useQuery(question(slug, 'questions.list', {}));
  const save = useChange('questions.save', ['questions.list']);
  const remove = useRemoval();
  const own = kept.data?.questions.filter((one) => one.operation === operation) ?? [];
  return (
    <Stack gap="sm">
      {kept.isError && <Refused error={kept.error} />}
      {kept.isSuccess && own.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('ask.no_saved')}
        </Text>
      )}
      <ul className={styles.kept}>
        {own.map((one) => (
          <li key={one.id} className={styles.one}>
            <Link {...opens(one.ask, one.id)} onClick={onDone}>
              {one.name}
            </Link>
            {mayWrite && pins && <PinMenu question={one} />}
            {mayWrite && (
              <ActionIcon
                size="sm"
                aria-label={t('shell.pair', { name: t('shell.delete'), value: one.name })}
                onClick={() => remove(one)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <NameForm
          label={t('ask.question_name')}
          busy={save.isPending}
          onName={(name) =>
            save.mutate(
              { name, operation, ask },
              {
                onSuccess: () => {
                  notifications.show({ message: t('ask.question_saved') });
                  onDone();
                },
              },
            )
          }
        />
      )}
      {save.isError && <Refused error={save.error} />}
    </Stack>
  );
}

interface KeptQuestion {
  readonly id: string;
  readonly name: string;
}

/** Removes a question at once, and offers to put it back under its id: tiles know it by that. */
function useRemoval(): (kept: KeptQuestion) => void {
  const { t } = useWords();
  const touched = ['questions.list', 'dashboards.get'] as const;
  const remove = useChange('questions.delete', touched);
  const restore = useChange('questions.restore', touched);
  return ({ id, name }) =>
    remove.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('ask.question_deleted', { name }), {
            label: t('shell.undo'),
            run: () => restore.mutate({ id }),
          }),
      },
    );
}
