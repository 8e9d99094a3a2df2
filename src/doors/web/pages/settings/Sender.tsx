import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Sender.module.css';

/** As whom the workspace writes. */
export function Sender() {
  const { t } = useWords();
  const { slug, demo } = useSeat();
  const kept = useQuery(question(slug, 'senders.show', {}));
  return (
    <Page narrow title={t('sender.title')} lead={t('sender.lead')}>
      {demo !== null && <p className={styles.note}>{t('sender.demo')}</p>}
      {kept.isPending && <Waiting height={320} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.data && <SenderForm key={slug} sender={kept.data.sender} />}
    </Page>
  );
}

function SenderForm({ sender }: { sender: Asked['senders.show']['output']['sender'] }) {
  const { t } = useWords();
  const may = useMay('settings:write');
  const change = useChange('senders.change', ['senders.show', 'audit.list']);
  const form = useForm({
    initialValues: {
      name: sender?.name ?? '',
      address: sender?.address ?? '',
      replyTo: sender?.replyTo ?? '',
      postal: sender?.postal ?? '',
    },
  });
  const { name, address } = form.values;
  const save = (values: typeof form.values) =>
    change.mutate(values, {
      onSuccess: () => {
        form.resetDirty();
        notifications.show({ message: t('sender.saved') });
      },
    });
  return (
    <form onSubmit={form.onSubmit(save)}>
      <fieldset disabled={!may} className={styles.fields}>
        <Stack gap="md" maw={480}>
          <TextInput
            label={t('sender.name')}
            description={t('sender.name_help')}
            placeholder={t('sender.name_example')}
            required
            maxLength={100}
            {...form.getInputProps('name')}
          />
          <TextInput
            type="email"
            label={t('sender.address')}
            description={t('sender.address_help')}
            placeholder={t('sender.address_example')}
            required
            maxLength={254}
            {...form.getInputProps('address')}
          />
          <TextInput
            type="email"
            label={t('sender.reply_to')}
            description={t('sender.reply_to_help')}
            maxLength={254}
            {...form.getInputProps('replyTo')}
          />
          <Textarea
            label={t('sender.postal')}
            description={t('sender.postal_help')}
            placeholder={t('sender.postal_example')}
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('postal')}
          />
          {name.trim() !== '' && address.trim() !== '' && (
            <div className={styles.preview}>
              <span>{t('sender.preview')}</span>
              <strong>{name.trim()}</strong>
              <span>{address.trim()}</span>
            </div>
          )}
          {change.isError && <Refused error={change.error} />}
          {may && (
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t('shell.save')}
            </Button>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
