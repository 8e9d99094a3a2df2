import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWords } from '../words/index.ts';
import styles from './NameForm.module.css';

/** One name and one button: to save a list or a question. */
export function NameForm({ label, button, busy, initial = '', onName }: NameFormProps) {
  const { t } = useWords();
  const [name, setName] = useState(initial);
  const send = (event: FormEvent) => {
    event.preventDefault();
    onName(name.trim());
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <TextInput
        className={styles.name}
        label={label}
        value={name}
        maxLength={120}
        required
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={name.trim() === ''}>
        {button ?? t('shell.save')}
      </Button>
    </form>
  );
}

export interface NameFormProps {
  readonly label: string;
  readonly button?: string;
  readonly busy: boolean;
  readonly initial?: string;
  readonly onName: (name: string) => void;
}
