import { Button, Drawer, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { Refused } from './Refused.tsx';

export interface FormDrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSave: () => void;
  /** What saving is called; « Enregistrer » unless told. */
  readonly saves?: string;
  /** True while it cannot be saved yet. */
  readonly lacking: boolean;
  readonly busy: boolean;
  /** Why it was not saved. */
  readonly error: Error | null;
  readonly children: ReactNode;
}

/** A form that comes in from the side: its fields, why it was refused, the button that saves it. */
export function FormDrawer({
  title,
  onClose,
  onSave,
  saves,
  lacking,
  busy,
  error,
  children,
}: FormDrawerProps) {
  const { t } = useWords();
  return (
    <Drawer opened onClose={onClose} size={480} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        <Stack gap="md">
          {children}
          {error && <Refused error={error} />}
          <Button type="submit" loading={busy} disabled={lacking}>
            {saves ?? t('shell.save')}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
