import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { StepForm } from './StepForm.tsx';

interface InlineFormProps {
  /** What the form is, for screen readers. */
  readonly label: string;
  /** The changes by which it is kept; one of them at a time is asked for. */
  readonly changes: readonly { readonly isPending: boolean; readonly error: Error | null }[];
  /** True while it cannot be kept yet. */
  readonly lacking: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A form that opens among what it adds to or changes: its fields, why it was refused, and the ways to keep it or leave it. */
export function InlineForm({ label, changes, lacking, onSave, onCancel, children }: InlineFormProps) {
  const { t } = useWords();
  return (
    <StepForm
      wide
      label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      lacking={lacking}
      busy={changes.some(({ isPending }) => isPending)}
      error={changes.find(({ error }) => error !== null)?.error ?? null}
      button={t('shell.save')}
      beside={
        <Button variant="default" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
      }
    >
      {children}
    </StepForm>
  );
}
