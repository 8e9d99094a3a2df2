import { MantineThemeProvider, Notification } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useWords } from '../words/index.ts';

/** Every page, and what is told in passing; inside the router, so that a notice may lead to a page. */
export function WithNotices() {
  const { t } = useWords();
  const theme = useMemo(() => {
    const closeButtonProps = { 'aria-label': t('shell.close') };
    return { components: { Notification: Notification.extend({ defaultProps: { closeButtonProps } }) } };
  }, [t]);
  return (
    <>
      <Outlet />
      <MantineThemeProvider inherit theme={theme}>
        <Notifications position="bottom-right" />
      </MantineThemeProvider>
    </>
  );
}
