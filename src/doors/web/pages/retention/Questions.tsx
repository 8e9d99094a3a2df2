import { ActionIcon, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RetentionAskInput } from '#src/insights/retention/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { NameForm } from '../../ui/NameForm.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Questions.module.css';
import { searchOf } from './search.ts';

/** Questions that were kept: to open, to add the present one, to remove. */
export function Questions({ ask }: { ask: RetentionAskInput }) {
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
          {t('retention.saved_questions')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('retention.saved_questions')}>
        <Kept ask={ask} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Kept({ ask, onDone }: { ask: RetentionAskInput; onDone: () => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const mayWrite = useMay('insights:write');
  const kept = useQuery(question(slug, 'questions.list', {}));
  const save = useChange('questions.save', ['questions.list']);
  const remove = useRemoval();
  const own = kept.data?.questions.filter(({ operation }) => operation === 'retention.grid') ?? [];
  return (
    <Stack gap="sm">
      {kept.isError && <Refused error={kept.error} />}
      {kept.isSuccess && own.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('retention.no_saved')}
        </Text>
      )}
      <ul className={styles.kept}>
        {own.map((one) => (
          <li key={one.id} className={styles.one}>
            <Link
              to="/w/$slug/retention"
              params={{ slug }}
              // A question is kept as it was asked of retention.grid, which checked it.
              search={{ ...searchOf(one.ask as RetentionAskInput), saved: one.id }}
              onClick={onDone}
            >
              {one.name}
            </Link>
            {mayWrite && (
              <ActionIcon
                size="sm"
                aria-label={`${t('shell.delete')} : ${one.name}`}
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
          label={t('retention.question_name')}
          busy={save.isPending}
          onName={(name) =>
            save.mutate(
              { name, operation: 'retention.grid', ask },
              {
                onSuccess: () => {
                  notifications.show({ message: t('retention.question_saved') });
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
  readonly operation: string;
  readonly ask: unknown;
}

/** Removes a question at once, and offers to put it back. */
function useRemoval(): (kept: KeptQuestion) => void {
  const { t } = useWords();
  const remove = useChange('questions.delete', ['questions.list']);
  const save = useChange('questions.save', ['questions.list']);
  return ({ id, name, operation, ask }) =>
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          const note = notifications.show({
            autoClose: 8000,
            message: (
              <Group justify="space-between">
                {t('retention.question_deleted', { name })}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => {
                    save.mutate({ name, operation, ask });
                    notifications.hide(note);
                  }}
                >
                  {t('shell.undo')}
                </Button>
              </Group>
            ),
          });
        },
      },
    );
}
