import { Drawer, MantineThemeProvider, Modal, Notification } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useWords } from '../words/index.ts';

/**
 * Every page, and what is told in passing; inside the router, so that a notice may lead to a page. What can be closed
 * says so in the reader's language.
 */
export function WithNotices() {
  const { t } = useWords();
  const theme = useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': t('shell.close') } };
    return {
      components: {
        Drawer: Drawer.extend({ defaultProps }),
        Modal: Modal.extend({ defaultProps }),
        Notification: Notification.extend({ defaultProps }),
      },
    };
  }, [t]);
  return (
    <MantineThemeProvider inherit theme={theme}>
      <Outlet />
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
