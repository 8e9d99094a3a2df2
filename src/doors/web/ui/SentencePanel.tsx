import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { SentencePart } from './SentencePart.tsx';

/** A word of a sentence that opens a small form, such as dates or filters. */
export function SentencePanel({ label, reads, quiet, width = 320, children }: SentencePanelProps) {
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
        <SentencePart label={label} reads={reads} quiet={quiet} onClick={() => setOpen(!open)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}

export interface SentencePanelProps {
  readonly label: string;
  readonly reads: string;
  /** Said faintly: it says nothing yet. */
  readonly quiet?: boolean | undefined;
  readonly width?: number;
  readonly children: (close: () => void) => ReactNode;
}
