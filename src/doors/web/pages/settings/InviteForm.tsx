import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useChange } from '../../ask.ts';
import type { Role } from '../../session.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import { type GivenLink, roleChoices } from './roles.ts';

/** Invites somebody by address, with a role. */
export function InviteForm({ onClose, onLink }: { onClose: () => void; onLink: (link: GivenLink) => void }) {
  const { t } = useWords();
  const invite = useChange('users.invite', ['users.list']);
  const form = useForm<{ email: string; role: Role }>({ initialValues: { email: '', role: 'viewer' } });
  const send = (wish: { email: string; role: Role }) =>
    invite.mutate(wish, {
      onSuccess: (given) => {
        onClose();
        onLink(given);
      },
    });
  return (
    <Modal opened onClose={onClose} title={t('settings.invite_title')}>
      <form onSubmit={form.onSubmit(send)}>
        <Stack gap="md">
          <TextInput
            label={t('access.email')}
            type="email"
            required
            data-autofocus
            {...form.getInputProps('email')}
          />
          <Select
            label={t('settings.role')}
            data={roleChoices(t)}
            allowDeselect={false}
            {...form.getInputProps('role')}
          />
          {invite.isError && <Refused error={invite.error} />}
          <Button type="submit" loading={invite.isPending}>
            {t('settings.invite')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
