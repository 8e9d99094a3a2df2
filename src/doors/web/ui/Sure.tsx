import { Button, Group, Modal, Text } from '@mantine/core';
import { useWords } from '../words/index.ts';

/** Asks once more before something that cannot be taken back. */
export function Sure({ question, button, busy, onYes, onNo }: SureProps) {
  const { t } = useWords();
  return (
    <Modal opened onClose={onNo} withCloseButton={false} size={460} title={button}>
      <Text mb="md">{question}</Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onNo} data-autofocus>
          {t('shell.cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={onYes}>
          {button}
        </Button>
      </Group>
    </Modal>
  );
}

export interface SureProps {
  readonly question: string;
  readonly button: string;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}
