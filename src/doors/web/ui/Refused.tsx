import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useWords } from '../words/index.ts';
import styles from './Refused.module.css';
import { type Instead, saidOf } from './said.ts';

/** A call that was refused or failed, and what to do about it. */
export function Refused({ error, again, instead }: RefusedProps) {
  const words = useWords();
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      className={styles.refused}
      role="alert"
    >
      <p className={styles.said}>{saidOf(error, words, instead)}</p>
      {again && (
        <Button size="xs" variant="default" onClick={again}>
          {words.t('shell.try_again')}
        </Button>
      )}
    </Alert>
  );
}

interface RefusedProps {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
  readonly instead?: Instead | undefined;
}
