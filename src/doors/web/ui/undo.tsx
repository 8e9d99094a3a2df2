import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says that something is gone, and offers to put it back for a while. */
export function sayWithUndo(
  message: string,
  undo: { readonly label: string; readonly run: () => void },
): void {
  const note = notifications.show({
    autoClose: 8000,
    message: (
      <Group justify="space-between">
        {message}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            undo.run();
            notifications.hide(note);
          }}
        >
          {undo.label}
        </Button>
      </Group>
    ),
  });
}
