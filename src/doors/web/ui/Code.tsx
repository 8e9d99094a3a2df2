import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../words/index.ts';
import styles from './Code.module.css';
import { Sideways } from './Sideways.tsx';

interface CodeProps {
  readonly text: string;
  readonly label: string;
  /** What is copied, where only its beginning is shown. */
  readonly copied?: string;
}

/** Lines of code to be taken elsewhere. */
export function Code({ text, label, copied: whole = text }: CodeProps) {
  const { t } = useWords();
  return (
    <div className={styles.code}>
      <Sideways label={label} className={styles.scroll}>
        <pre>{text}</pre>
      </Sideways>
      <CopyButton value={whole}>
        {({ copied, copy }) => (
          <Button
            className={styles.copy ?? ''}
            size="compact-sm"
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          >
            {t(copied ? 'shell.copied' : 'shell.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
