import { Button, Checkbox, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Permission } from '#src/access/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import type { ApiKey } from '../../shapes.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** Keys for programs, each with what it may do. */
export function Keys() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('settings:write');
  const keys = useQuery(question(slug, 'keys.list', {}));
  const [making, setMaking] = useState(false);
  const make = may && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('settings.key_create')}
    </Button>
  );
  return (
    <Page
      narrow
      title={t('settings.keys_title')}
      lead={t('settings.keys_lead')}
      actions={keys.data?.keys.length ? make : undefined}
    >
      {keys.isPending && <Waiting height={200} />}
      {keys.isError && <Refused error={keys.error} again={() => keys.refetch()} />}
      {keys.data?.keys.length === 0 && (
        <Teach icon={<IconKey />} title={t('settings.keys_none_title')} action={make}>
          {t('settings.keys_none')}
        </Teach>
      )}
      {keys.data && keys.data.keys.length > 0 && <KeyRows keys={keys.data.keys} />}
      {making && <KeyForm onClose={() => setMaking(false)} />}
    </Page>
  );
}

function KeyRows({ keys }: { keys: readonly ApiKey[] }) {
  const words = useWords();
  const { t } = words;
  const { timezone } = useSeat();
  const figures = useFigures();
  const may = useMay('settings:write');
  const [revoking, setRevoking] = useState<ApiKey>();
  const revoke = useChange('keys.revoke', ['keys.list']);
  const said = ({ hint, scopes, lastUsedAt, expiresAt, revokedAt }: ApiKey) =>
    [
      `…${hint}`,
      scopes.map((scope) => t(`scope.${scope}`)).join(', '),
      lastUsedAt
        ? t('settings.key_used', { ago: figures.ago(lastUsedAt, Date.now()) })
        : t('settings.key_never_used'),
      revokedAt
        ? t('settings.key_revoked')
        : expiresAt
          ? t('settings.key_expires_on', { date: figures.moment(expiresAt, timezone) })
          : '',
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <>
      <Rows
        rows={keys.map((key) => ({
          id: key.id,
          title: key.name,
          detail: said(key),
          past: key.revokedAt !== null,
          aside: may && key.revokedAt === null && (
            <Button size="xs" variant="default" onClick={() => setRevoking(key)}>
              {t('settings.key_revoke')}
            </Button>
          ),
        }))}
      />
      {revoking && (
        <Sure
          question={t('settings.key_revoke_sure', { name: revoking.name })}
          button={t('settings.key_revoke')}
          busy={revoke.isPending}
          onNo={() => setRevoking(undefined)}
          onYes={() => revoke.mutate({ id: revoking.id }, { onSettled: () => setRevoking(undefined) })}
        />
      )}
    </>
  );
}

function KeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const seat = useSeat();
  const make = useChange('keys.create', ['keys.list']);
  const form = useForm<{ name: string; scopes: Permission[]; expires: string }>({
    initialValues: { name: '', scopes: ['insights:read'], expires: '' },
  });
  const send = ({ name, scopes, expires }: typeof form.values) =>
    make.mutate({ name, scopes, ...(expires ? { expiresAt: `${expires}T23:59:59Z` } : {}) });
  return (
    <Modal opened onClose={onClose} title={t('settings.key_create')}>
      {make.data ? (
        <Stack gap="md">
          <p>{t('settings.key_once')}</p>
          <CopyField label={t('settings.key_secret')} value={make.data.secret} />
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit(send)}>
          <Stack gap="md">
            <TextInput
              label={t('settings.key_name')}
              required
              maxLength={100}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Checkbox.Group label={t('settings.key_scopes')} required {...form.getInputProps('scopes')}>
              <Stack gap="xs" mt="xs">
                {seat.permissions.map((scope) => (
                  <Checkbox key={scope} value={scope} label={t(`scope.${scope}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
            <TextInput type="date" label={t('settings.key_expires')} {...form.getInputProps('expires')} />
            {make.isError && <Refused error={make.error} />}
            <Button type="submit" loading={make.isPending} disabled={form.values.scopes.length === 0}>
              {t('settings.key_create')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
