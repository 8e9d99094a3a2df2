import { Badge, Button, Drawer, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useSeat } from '../../seat.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { StepForm } from '../../ui/StepForm.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useFigures, useWords } from '../../words/index.ts';

type Link = Asked['dashboards.links']['output']['links'][number];

/** The links by which a dashboard is read without signing in: made, listed, revoked. */
export function ShareDrawer({ board, onClose }: { board: string; onClose: () => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const links = useQuery(question(slug, 'dashboards.links', { id: board }));
  const [address, setAddress] = useState<string | null>(null);
  return (
    <Drawer opened onClose={onClose} size={520} title={t('dashboards.share')}>
      <Stack gap="lg">
        <Text size="sm">{t('dashboards.share_what')}</Text>
        {address === null ? (
          <NewLink board={board} onMade={(path) => setAddress(`${location.origin}${path}`)} />
        ) : (
          <Stack gap="sm">
            <CopyField label={t('dashboards.link_once')} value={address} />
            <div>
              <Button size="xs" variant="default" onClick={() => setAddress(null)}>
                {t('dashboards.link_another')}
              </Button>
            </div>
          </Stack>
        )}
        {links.isError && <Refused error={links.error} again={() => links.refetch()} />}
        {links.data && links.data.links.length > 0 && <Links links={links.data.links} />}
      </Stack>
    </Drawer>
  );
}

function NewLink({ board, onMade }: { board: string; onMade: (path: string) => void }) {
  const { t } = useWords();
  const share = useChange('dashboards.share', ['dashboards.links', 'dashboards.list']);
  const [name, setName] = useState('');
  const [until, setUntil] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    share.mutate(
      { id: board, name: name.trim(), ...(until === '' ? {} : { until }) },
      { onSuccess: ({ path }) => onMade(path) },
    );
  };
  return (
    <StepForm
      onSubmit={send}
      lacking={name.trim() === ''}
      busy={share.isPending}
      error={share.error}
      button={t('dashboards.link_make')}
    >
      <TextInput
        label={t('dashboards.link_name')}
        placeholder={t('dashboards.link_name_example')}
        required
        maxLength={120}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('dashboards.link_until')}
        description={t('dashboards.link_until_help')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </StepForm>
  );
}

function Links({ links }: { links: readonly Link[] }) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const revoke = useChange('dashboards.revoke', ['dashboards.links', 'dashboards.list']);
  const [revoking, setRevoking] = useState<Link>();
  const moment = (instant: string) => figures.moment(instant, timezone);
  const said = ({ by, createdBy, createdAt, lastUsedAt, expiresAt, revokedAt }: Link) =>
    [
      t('dashboards.link_made', { name: by ?? createdBy, date: moment(createdAt) }),
      lastUsedAt === null
        ? t('dashboards.link_unused')
        : t('dashboards.link_used', { date: moment(lastUsedAt) }),
      ...(revokedAt !== null
        ? [t('dashboards.link_revoked', { date: moment(revokedAt) })]
        : expiresAt !== null
          ? [t('dashboards.link_ends', { date: moment(expiresAt) })]
          : []),
    ].join(' · ');
  return (
    <section aria-label={t('dashboards.links')}>
      {revoke.isError && <Refused error={revoke.error} />}
      <Rows
        rows={links.map((link) => {
          const state = stateOf(link);
          return {
            id: link.id,
            past: state !== 'open',
            title: link.name,
            detail: said(link),
            aside:
              state !== 'open' ? (
                <Badge variant="default">{t(`dashboards.link_state.${state}`)}</Badge>
              ) : (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('dashboards.link_revoke_this', { name: link.name })}
                  onClick={() => setRevoking(link)}
                >
                  {t('dashboards.link_revoke')}
                </Button>
              ),
          };
        })}
      />
      {revoking && (
        <Sure
          question={t('dashboards.link_revoke_sure', { name: revoking.name })}
          button={t('dashboards.link_revoke')}
          busy={revoke.isPending}
          onNo={() => setRevoking(undefined)}
          onYes={() => revoke.mutate({ id: revoking.id }, { onSettled: () => setRevoking(undefined) })}
        />
      )}
    </section>
  );
}

const stateOf = ({ revokedAt, expiresAt }: Link): 'open' | 'revoked' | 'ended' => {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'ended' : 'open';
};
