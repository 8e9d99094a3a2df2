import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './Sentence.module.css';

/** A word of a sentence that opens a small form, such as dates or filters. */
export function SentencePanel({ label, reads, width = 320, children }: SentencePanelProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={width}
      position="bottom-start"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.part}
          aria-label={`${label} : ${reads}`}
          onClick={() => setOpen(!open)}
        >
          {reads}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}

export interface SentencePanelProps {
  readonly label: string;
  readonly reads: string;
  readonly width?: number;
  readonly children: (close: () => void) => ReactNode;
}
