import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';

/** Every page, and what is told in passing; inside the router, so that a notice may lead to a page. */
export function WithNotices() {
  return (
    <>
      <Outlet />
      <Notifications position="bottom-right" />
    </>
  );
}
