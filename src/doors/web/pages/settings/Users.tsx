import { Alert, Button, Menu, Modal, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { type Role, useSession } from '../../session.ts';
import type { Member } from '../../shapes.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { InviteForm } from './InviteForm.tsx';
import { type GivenLink, roleChoices } from './roles.ts';

/** Who may open the workspace: roles, invitations, links for a new password. */
export function Users() {
  const { t } = useWords();
  const { slug, timezone } = useSeat();
  const figures = useFigures();
  const may = useMay('settings:write');
  const users = useQuery(question(slug, 'users.list', {}));
  const withdraw = useChange('users.withdraw-invitation', ['users.list']);
  const [inviting, setInviting] = useState(false);
  const [given, setGiven] = useState<GivenLink>();
  const invitations = users.data?.invitations ?? [];
  return (
    <Page
      narrow
      title={t('settings.users_title')}
      lead={t('settings.users_lead')}
      actions={
        may && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {t('settings.invite')}
          </Button>
        )
      }
    >
      {users.isPending && <Waiting height={200} />}
      {users.isError && <Refused error={users.error} again={() => users.refetch()} />}
      {users.data && <Members members={users.data.users} onLink={setGiven} />}
      {invitations.length > 0 && (
        <Rows
          rows={invitations.map(({ id, email, role, expiresAt }) => ({
            id,
            title: email,
            detail: `${t(`access.role_${role}`)} · ${t('settings.invited', { date: figures.moment(expiresAt, timezone) })}`,
            aside: may && (
              <Button size="xs" variant="default" onClick={() => withdraw.mutate({ id })}>
                {t('settings.withdraw')}
              </Button>
            ),
          }))}
        />
      )}
      {inviting && <InviteForm onClose={() => setInviting(false)} onLink={setGiven} />}
      {given && <LinkGiven given={given} onClose={() => setGiven(undefined)} />}
    </Page>
  );
}

function Members({ members, onLink }: { members: readonly Member[]; onLink: (link: GivenLink) => void }) {
  const { t } = useWords();
  const figures = useFigures();
  const me = useSession()?.user?.id;
  const may = useMay('settings:write');
  const change = useChange('users.change-role', ['users.list', 'audit.list']);
  const said = (member: Member) =>
    [
      member.email,
      member.installationAdmin ? t('settings.installation_admin') : '',
      member.totp ? t('settings.totp_on') : '',
      member.lastSeenAt
        ? t('settings.last_seen', { ago: figures.ago(member.lastSeenAt, Date.now()) })
        : t('settings.never_seen'),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Stack gap="sm">
      {change.isError && <Refused error={change.error} />}
      <Rows
        rows={members.map((member) => ({
          id: member.id,
          title: member.name,
          detail: said(member),
          aside: (
            <>
              <Select
                size="xs"
                w={260}
                aria-label={t('shell.pair', { name: t('settings.role'), value: member.name })}
                disabled={!may}
                allowDeselect={false}
                value={member.role}
                data={roleChoices(t)}
                onChange={(role) => role && change.mutate({ id: member.id, role: role as Role })}
              />
              {may && member.id !== me && <MemberMenu member={member} onLink={onLink} />}
            </>
          ),
        }))}
      />
    </Stack>
  );
}

function MemberMenu({ member, onLink }: { member: Member; onLink: (link: GivenLink) => void }) {
  const { t } = useWords();
  const [removing, setRemoving] = useState(false);
  const remove = useChange('users.remove', ['users.list']);
  const reset = useChange('users.reset-link');
  const totp = useChange('users.turn-off-totp', ['users.list', 'audit.list']);
  const [lifting, setLifting] = useState(false);
  const error = remove.error ?? reset.error ?? totp.error;
  return (
    <>
      <MoreMenu label={t('settings.actions_for', { name: member.name })}>
        <Menu.Item onClick={() => reset.mutate({ id: member.id }, { onSuccess: onLink })}>
          {t('settings.reset_link')}
        </Menu.Item>
        {member.totp && <Menu.Item onClick={() => setLifting(true)}>{t('settings.totp_lift')}</Menu.Item>}
        <Menu.Item color="red" onClick={() => setRemoving(true)}>
          {t('settings.remove')}
        </Menu.Item>
      </MoreMenu>
      {error && <Refused error={error} />}
      {lifting && (
        <Sure
          question={t('settings.totp_lift_sure', { name: member.name })}
          button={t('settings.totp_lift')}
          busy={totp.isPending}
          onNo={() => setLifting(false)}
          onYes={() =>
            totp.mutate(
              { id: member.id },
              {
                onSettled: () => setLifting(false),
                onSuccess: () =>
                  notifications.show({ message: t('settings.totp_lifted', { name: member.name }) }),
              },
            )
          }
        />
      )}
      {removing && (
        <Sure
          question={t('settings.remove_sure', { name: member.name })}
          button={t('settings.remove')}
          busy={remove.isPending}
          onNo={() => setRemoving(false)}
          onYes={() => remove.mutate({ id: member.id }, { onSettled: () => setRemoving(false) })}
        />
      )}
    </>
  );
}

function LinkGiven({ given, onClose }: { given: GivenLink; onClose: () => void }) {
  const { t } = useWords();
  const { timezone } = useSeat();
  const figures = useFigures();
  return (
    <Modal opened onClose={onClose} title={t('settings.link')}>
      <Stack gap="md">
        <Alert color="signal" variant="light">
          {given.sent
            ? t('settings.link_sent')
            : t('settings.link_give', { date: figures.moment(given.expiresAt, timezone) })}
        </Alert>
        <CopyField label={t('settings.link')} value={given.link} />
      </Stack>
    </Modal>
  );
}
