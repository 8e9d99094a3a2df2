import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useChange } from '../../ask.ts';
import { useMay } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useWords } from '../../words/index.ts';
import { type Act, actsOf, type Message, standsAfter } from './message.ts';

const touched = ['messages.list', 'messages.count', 'messages.show'] as const;

/** What can be done by hand about a message that stands where it stands; each is asked once more, as none is taken back. */
export function Acts({ message: { id, state } }: { message: Message }) {
  const { t } = useWords();
  const may = useMay('customers:write');
  const [sure, setSure] = useState<Act | null>(null);
  const withdraw = useChange('messages.withdraw', touched);
  const settle = useChange('messages.settle', touched);
  const acts = may ? actsOf(state) : [];
  const failed = withdraw.error ?? settle.error;
  const act = (which: Act) => {
    const done = {
      onSuccess: ({ message }: { message: Pick<Message, 'state'> }) =>
        notifications.show({
          message:
            message.state === standsAfter[which]
              ? t(`messages.done.${which}`)
              : t('messages.went_on', { state: t(`messages.state.${message.state}`) }),
        }),
      onSettled: () => setSure(null),
    };
    if (which === 'withdraw') withdraw.mutate({ id }, done);
    else settle.mutate({ id, as: which }, done);
  };
  if (acts.length === 0 && failed === null) return null;
  return (
    <>
      <Group gap="sm">
        {acts.map((one) => (
          <Button key={one} variant="default" onClick={() => setSure(one)}>
            {t(`messages.act.${one}`)}
          </Button>
        ))}
      </Group>
      {failed && <Refused error={failed} />}
      {sure && (
        <Sure
          question={t(`messages.sure.${sure}`, { state })}
          button={t(`messages.act.${sure}`)}
          busy={withdraw.isPending || settle.isPending}
          onNo={() => setSure(null)}
          onYes={() => act(sure)}
        />
      )}
    </>
  );
}
