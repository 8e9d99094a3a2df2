import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface MoreMenuProps {
  /** What it is the menu of, for screen readers. */
  readonly label: string;
  /** Of a whole page: as tall as the buttons beside it. */
  readonly ofPage?: boolean;
  /** Within a card: smaller. */
  readonly small?: boolean;
  readonly className?: string | undefined;
  /** What can be done. */
  readonly children: ReactNode;
}

/** What else can be done, behind three dots. */
export function MoreMenu({ label, ofPage = false, small = false, className = '', children }: MoreMenuProps) {
  const dots = <IconDots size={16} aria-hidden />;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {ofPage ? (
          <Button variant="default" px="xs" aria-label={label} className={className}>
            {dots}
          </Button>
        ) : (
          <ActionIcon size={small ? 'sm' : 'md'} aria-label={label} className={className}>
            {dots}
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
